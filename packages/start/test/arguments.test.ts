import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readArguments } from '../src/arguments.ts'

describe('readArguments', () => {
  it('when nothing is said, then 8080 and .data; DATA_DIR goes before .data, PORT is not looked at', () => {
    expect(readArguments([], { PORT: '1' })).toEqual({ kind: 'start', port: 8080, data: resolve('.data') })
    expect(readArguments([], { DATA_DIR: '/var/shop' })).toMatchObject({ data: '/var/shop' })
  })

  it.each([
    [['--port', '9000', '--data', '/tmp/a']],
    [['--port=9000', '--data=/tmp/a']],
    [['--', '--port', '9000', '--data', '/tmp/a']],
  ])('when it is %j, then both are taken', (argv) => {
    expect(readArguments(argv, { DATA_DIR: '/elsewhere' })).toEqual({ kind: 'start', port: 9000, data: '/tmp/a' })
  })

  it.each([['--port', 'x'], ['--port', '0'], ['--port', '65533'], ['--port'], ['--prot', '9000'], ['extra']])(
    'when it is %s %s, then it is refused with a reason',
    (...argv) => {
      expect(
        readArguments(
          argv.filter((arg) => arg !== undefined),
          {},
        ),
      ).toMatchObject({ kind: 'refused', reason: expect.stringMatching(/\w{4}/) })
    },
  )

  it('when help is asked for, then that is what it is', () => {
    expect(readArguments(['--help'], {})).toEqual({ kind: 'help' })
  })
})
