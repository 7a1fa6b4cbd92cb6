import { CompiledQuery, type Kysely } from 'kysely'

/** What runs statements written out: rows are read with types of the caller's own. */
export type Connection = Pick<Kysely<unknown>, 'executeQuery'>

type Param = string | number | null

/** Runs SQL that both kinds of database take. Written out, it costs no compiling on the way of every order. */
export async function run(connection: Connection, text: string, params: Param[]): Promise<{ changed: number }> {
  const { numAffectedRows = 0n } = await connection.executeQuery(CompiledQuery.raw(text, params))
  return { changed: Number(numAffectedRows) }
}

export async function select<Row>(connection: Connection, text: string, params: Param[]): Promise<Row[]> {
  const { rows } = await connection.executeQuery<Row>(CompiledQuery.raw(text, params))
  return rows
}

/** `(?, ?, ?)` */
export const marks = (count: number): string => `(${Array(count).fill('?').join(', ')})`
