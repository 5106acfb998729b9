/**
 * What people look for when they mean an event: words that neither its label nor its type holds. For the search of lists;
 * they are shown nowhere.
 */
export function alsoCalled(type: string): string {
  return synonyms.flatMap(([types, words]) => (types.test(type) ? [words] : [])).join(' ')
}

const synonyms: readonly [types: RegExp, words: string][] = [
  [/dispute/, 'chargeback claim contested inquiry'],
  [/refund|credit_note/, 'money back returned reimbursement chargeback'],
  [/^radar|^review/, 'fraud risk chargeback'],
  [/^charge\.succeeded$|^invoice\.paid$/, 'purchase sale order bought revenue'],
  [/payment_failed|^charge\.failed$|payment\.failed_final/, 'declined dunning past due'],
  [/^invoice\.(overdue|will_be_due|payment_action_required|marked_uncollectible)$/, 'dunning reminder past due'],
  [/^payment\.recovered$|\.expiring$/, 'dunning'],
  [/requires_action|action_required/, '3d secure sca authentication'],
  [/^customer\.subscription\.deleted$|cancel_scheduled/, 'churn canceled cancelled unsubscribed'],
  [/cancel_unscheduled|reactivated|\.resumed$/, 'win back saved winback'],
  [/^customer\.subscription\.created$|^customer\.created$/, 'signup sign up new'],
  [/^subscription\.upgraded$/, 'expansion more seats larger'],
  [/^subscription\.downgraded$/, 'contraction fewer seats smaller'],
  [/^customer\.subscription\.updated$/, 'plan change seats'],
  [/trial/, 'free trial'],
  [/^checkout\.session\.expired$/, 'abandoned cart'],
  [/^checkout\./, 'order cart'],
  [/^invoice\.upcoming$/, 'renewal'],
  [/^customer\.deleted$/, 'erase gdpr'],
  [/discount|coupon|promotion_code/, 'voucher promo rebate'],
  [/tax/, 'vat gst'],
  [/^payment_method|^customer\.source|^setup_intent/, 'card'],
]
