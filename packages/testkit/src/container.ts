import { hostname } from 'node:os'
import { GenericContainer, Wait } from 'testcontainers'

/** A server that tests make their databases on. */
export interface RealServer {
  /** Without a database's name. */
  url: string
  stop(): Promise<void>
}

interface ContainerOptions {
  image: string
  /** Inside of the container. */
  port: number
  env?: Record<string, string>
  command?: string[]
}

/** Whose a container is: it may go when this process of this host is no more. */
export const OWNER_LABEL = 'tradewind.testkit.owner'
const createOwner = (): string => `${hostname()}/${process.pid}`

/** Starts a container on a free port of this host; `stop` removes it with its volumes. */
export async function startContainer({ image, port, env = {}, command = [] }: ContainerOptions) {
  // Whether it is ready only a client can tell: its caller logs in.
  const container = await new GenericContainer(image)
    .withExposedPorts(port)
    .withEnvironment(env)
    .withCommand(command)
    .withLabels({ [OWNER_LABEL]: createOwner() })
    .withWaitStrategy(Wait.forSuccessfulCommand('true'))
    .start()
  return {
    address: `${container.getHost()}:${container.getMappedPort(port)}`,
    stop: async () => void (await container.stop({ timeout: 0, remove: true, removeVolumes: true })),
  }
}
