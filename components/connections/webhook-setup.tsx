import { Card } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { Copyable } from '@/components/ui/copyable'
import { DescriptionList } from '@/components/ui/description-list'

type WebhookSetupProps = {
  webhookUrl: string
  redirectUri: string
  /** Stripe types the endpoint has to send. */
  types: readonly string[]
  /** The sandbox stands in for Stripe here and sends by itself. */
  sandbox: boolean
}

/** What the operator of this server sets up at Stripe once, for all teams. */
export function WebhookSetup({ webhookUrl, redirectUri, types, sandbox }: WebhookSetupProps) {
  return (
    <Card
      id="setup"
      title="What Stripe must send"
      description={
        sandbox
          ? 'This server runs with the sandbox, which stands in for Stripe and sends all of this by itself. With real Stripe the operator sets this up once.'
          : 'The operator of this server sets this up once in the Stripe platform account, for all teams.'
      }
    >
      <DescriptionList
        items={[
          {
            term: 'Webhook URL',
            value: <Copyable value={webhookUrl} label="Copy webhook URL" />,
            hint: 'A Connect endpoint (“events on connected accounts”), one in live and one in test mode.',
          },
          {
            term: 'Redirect URI',
            value: <Copyable value={redirectUri} label="Copy redirect URI" />,
            hint: 'Exactly like this, in the Connect settings.',
          },
          {
            term: 'Events',
            value: (
              <div className="flex flex-wrap items-center gap-3">
                <span className="tabular">{types.length} types</span>
                <CopyButton showLabel value={types.join('\n')} label="Copy event list" />
              </div>
            ),
            hint: (
              <details className="mt-1">
                <summary className="w-fit text-link">Show the list</summary>
                <ul className="mt-2 columns-1 gap-6 font-mono text-ink text-sm sm:columns-2">
                  {types.map((type) => (
                    <li key={type} className="break-all">
                      {type}
                    </li>
                  ))}
                </ul>
              </details>
            ),
          },
        ]}
      />
    </Card>
  )
}
