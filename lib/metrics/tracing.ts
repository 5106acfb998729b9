import { type Attributes, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api'

let tracer: Tracer | null = null

/**
 * Runs `work` as a span of the trace it is part of. Without OTEL_EXPORTER_OTLP_ENDPOINT that is a plain call. Attributes hold
 * numbers, outcomes and names of ours, never ids or people.
 */
export function traced<T>(name: string, work: () => Promise<T>, attributes: Attributes = {}): Promise<T> {
  if (!tracer) return work()
  return tracer.startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work()
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'error' })
      throw error
    } finally {
      span.end()
    }
  })
}

/**
 * Sends traces to `endpoint` (OTLP over HTTP) from now on; what OpenTelemetry's own variables say (OTEL_TRACES_SAMPLER,
 * OTEL_EXPORTER_OTLP_HEADERS) counts. Loaded only then: it is 20 MB that nobody needs who sends nothing. Resolves to its end,
 * which sends what is left.
 */
export async function startTracing(role: string): Promise<() => Promise<void>> {
  const [{ OTLPTraceExporter }, { resourceFromAttributes }, { BatchSpanProcessor, NodeTracerProvider }] =
    await Promise.all([
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/sdk-trace-node'),
    ])
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'sluice', 'service.instance.role': role }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  })
  provider.register()
  tracer = trace.getTracer('sluice')
  return async () => {
    tracer = null
    await provider.shutdown().catch(() => {})
  }
}
