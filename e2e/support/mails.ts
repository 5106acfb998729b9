import { type APIRequestContext, expect } from '@playwright/test'
import { type ReadMail, readMail } from '../../lib/mail/testing-read'

/** A mail as the server got it: whom it was for, and what stands in it. */
export type Got = ReadMail & { to: string[]; from: string }

/** The mail server of stories about mail. */
export class Mails {
  constructor(
    private readonly url: string,
    private readonly request: APIRequestContext,
  ) {}

  /** Every mail to an address so far, the oldest first. */
  async to(address: string): Promise<Got[]> {
    const answer = await this.request.get(`${this.url}/?to=${encodeURIComponent(address)}`)
    const mails = (await answer.json()) as { from: string; to: string[]; raw: string }[]
    return mails.map(({ raw, ...envelope }) => ({ ...envelope, ...readMail(raw) }))
  }

  /** The newest with such a subject, once it is there. */
  async about(address: string, subject: RegExp, timeout = 30_000): Promise<Got> {
    const found = async () => (await this.to(address)).findLast((mail) => subject.test(mail.subject))
    await expect.poll(found, { message: `a mail “${subject.source}” to ${address}`, timeout }).toBeDefined()
    return (await found()) as Got
  }

  /** Says that its story is still told, also while that looks for no mail: scripts/e2e-mail.mjs. */
  async listens(): Promise<void> {
    await this.request.get(this.url).catch(() => {})
  }

  linksTo = async (address: string): Promise<string[]> =>
    (await this.to(address)).toReversed().flatMap(({ text }) => text.match(/https?:\/\/\S+/g) ?? [])
}
