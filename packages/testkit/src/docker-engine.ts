import { hostname } from 'node:os'
import { type ContainerRuntimeClient, getContainerRuntimeClient, ImageName } from 'testcontainers'
import { OWNER_LABEL } from './container.ts'

/** The Docker engine of this host, or undefined where none answers. */
export async function findEngine(): Promise<ContainerRuntimeClient | undefined> {
  try {
    return await getContainerRuntimeClient()
  } catch {
    return undefined
  }
}

export const hasImage = (engine: ContainerRuntimeClient, image: string): Promise<boolean> =>
  engine.image.exists(ImageName.fromString(image))

/** Removes the containers of runs that were killed before they could; those of live runs stay. */
export async function removeLeftovers(engine: ContainerRuntimeClient): Promise<void> {
  for (const { Id, Labels } of await engine.container.list()) {
    const owner = Labels[OWNER_LABEL]
    if (owner === undefined || isAlive(owner)) continue
    // Another run may be removing it at this moment.
    await engine.container
      .getById(Id)
      .remove({ force: true, v: true })
      .catch(() => undefined)
  }
}

function isAlive(owner: string): boolean {
  const [host, pid] = owner.split('/')
  if (host !== hostname()) return true
  try {
    return process.kill(Number(pid), 0)
  } catch {
    return false
  }
}
