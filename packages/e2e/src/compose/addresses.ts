import type { Stack } from './stack.ts'

const PORTS = { orders: 3000, payments: 3001, email: 3002, 'stripe-sandbox': 3003 }

/** Of one replica, on the network of the services: this host reaches it, the world does not. */
export async function addressOf(stack: Stack, service: keyof typeof PORTS): Promise<string> {
  const [replica = ''] = await stack.replicas(service)
  return `http://${await ipOf(stack, replica, 'app')}:${PORTS[service]}`
}

/** A container's address in a network of this project. */
export function ipOf(stack: Stack, container: string, network: string): Promise<string> {
  const format = `{{range $name, $at := .NetworkSettings.Networks}}{{if (eq $name (printf "%s_${network}" (index $.Config.Labels "com.docker.compose.project")))}}{{$at.IPAddress}}{{end}}{{end}}`
  return stack.docker('inspect', '--format', format, container)
}
