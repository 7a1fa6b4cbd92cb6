import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What a service measures of itself; each has a registry of its own, so that several can live in one process. */
export interface Metrics {
  /** Seconds of each request by method, route template and status. */
  observeRequest(labels: { method: string; route: string; status: number }, seconds: number): void
  counter(name: string, help: string, labels?: string[]): (labels?: Record<string, string>, by?: number) => void
  /** `read` is asked at every scrape: a number, or one for each set of labels. */
  gauge(name: string, help: string, read: () => GaugeValue | Promise<GaugeValue>, labels?: string[]): void
  /** The text that Prometheus scrapes. */
  text(): Promise<string>
}

type GaugeValue = number | { labels: Record<string, string>; value: number }[]

export function createMetrics(service: string): Metrics {
  const registry = new Registry()
  registry.setDefaultLabels({ service })
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by route template',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  })
  return {
    observeRequest: (labels, seconds) => requests.observe(labels, seconds),
    counter(name, help, labelNames = []) {
      const counter = new Counter({ name, help, labelNames, registers: [registry] })
      return (labels = {}, by = 1) => counter.inc(labels, by)
    },
    gauge(name, help, read, labelNames = []) {
      new Gauge({
        name,
        help,
        labelNames,
        registers: [registry],
        async collect() {
          this.reset()
          for (const { labels, value } of await readSafely(read)) this.set(labels, value)
        },
      })
    },
    text: () => registry.metrics(),
  }
}

/** A figure that cannot be read now (its database is away) is left out; the others are still shown. */
async function readSafely(read: () => GaugeValue | Promise<GaugeValue>) {
  try {
    const value = await read()
    return typeof value === 'number' ? [{ labels: {}, value }] : value
  } catch {
    return []
  }
}
