import { CodeBlock } from '@/components/ui/code-block'
import type { Exchange } from '@/lib/outbound/record'
import { indentedBody } from './indented-body'

/** One request and what came of it, as it was recorded: without secrets, bodies cut at 16 KiB. */
export function ExchangeView({ exchange, request = 'Request' }: { exchange: Exchange; request?: string }) {
  const { method, url, response, problem } = exchange
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <CodeBlock
        label={request}
        value={textOf([`${method} ${url}`], exchange.request.headers, exchange.request.body)}
      />
      {response ? (
        <CodeBlock
          label={`Response: ${response.status}`}
          value={textOf([`HTTP ${response.status}`], response.headers, response.body)}
        />
      ) : (
        <p className="wrap-anywhere text-muted">No response{problem?.detail ? `: ${problem.detail}` : ''}.</p>
      )}
    </div>
  )
}

/** The request alone, for what would be sent. */
export function RequestView({ exchange, label }: { exchange: Exchange; label: string }) {
  const { method, url, request } = exchange
  return <CodeBlock label={label} value={textOf([`${method} ${url}`], request.headers, request.body)} />
}

function textOf(first: string[], headers: Record<string, string>, body: string | null): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return [...first, ...lines, ...(body ? ['', indentedBody(body)] : [])].join('\n')
}
