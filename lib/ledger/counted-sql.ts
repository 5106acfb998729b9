/**
 * The lines a lifetime value is the sum of: one a charge, and one an invoice paid outside Stripe where the site counts those.
 * Lives once, as text, so that the figure, the page that explains it and the nightly check cannot disagree.
 *
 * In scope it expects `p` (team_id, site_id, livemode), `k.keys` (the person's party keys) and `f` (tax_excluded, off_stripe).
 * `counted` is minor units of `currency`, after the site's tax rule. `untaxed` ÷ `taxed` is the part that is no tax: of all
 * invoices the charge paid, null where none is known (the charge then keeps its amount).
 */
export const countedLines = `
select l.*, case when l.taxed is null then l.net else sluice_half_up(l.net * l.untaxed, l.taxed) end as counted
from (
  select 'charge' as kind, c.charge_id as id, c.connection_id, c.currency, c.paid_at, c.captured, c.refunded, c.withdrawn,
    c.reinstated, c.net, c.settled, c.settled_currency, x.untaxed, x.taxed
  from ledger c left join lateral (
    select sum(i.total_excluding_tax) as untaxed, sum(i.total) as taxed
    from (
      select y.invoice_id from invoice_payments y
      where y.team_id = c.team_id and y.connection_id = c.connection_id and y.livemode = c.livemode
        and y.payment_id in (c.charge_id, c.payment_intent_id)
      union select c.invoice_id where c.invoice_id is not null
    ) paid
    cross join lateral (
      select o.* from invoices o
      where o.team_id = c.team_id and o.connection_id = c.connection_id and o.invoice_id = paid.invoice_id
        and o.livemode = c.livemode offset 0
    ) i
    -- Inside, so that no invoice is looked at where the site counts tax; from the payment to its invoice, never the other way.
    where f.tax_excluded and i.total > 0 and i.total_excluding_tax between 0 and i.total
  ) x on true
  where c.party_key = any(k.keys) and c.team_id = p.team_id and c.site_id = p.site_id and c.livemode = p.livemode
  union all
  select 'invoice', i.invoice_id, i.connection_id, i.currency, i.paid_at, i.paid_off_stripe, 0, 0, 0, i.paid_off_stripe,
    null, null, case when x.known then i.total_excluding_tax end, case when x.known then i.total end
  from invoices i cross join lateral (
    select f.tax_excluded and i.total > 0 and i.total_excluding_tax between 0 and i.total as known
  ) x
  where f.off_stripe and i.party_key = any(k.keys) and i.team_id = p.team_id and i.site_id = p.site_id
    and i.livemode = p.livemode and i.paid_off_stripe > 0 and i.currency is not null
) l`

/**
 * What a line `l` of the above is worth in the reporting currency `c.code`, in its minor units, rounded half up once; null when
 * nothing says. First what Stripe booked for the charge, then the operator's rate of the day it was paid (`q`, see `rateOf`).
 */
export const worthOf = `
case when l.net = 0 then 0
  when l.currency = c.code then l.counted
  when l.settled_currency = c.code and l.captured > 0
    then sluice_half_up(l.net * coalesce(l.untaxed, 1) * l.settled, l.captured * coalesce(l.taxed, 1))
  when q.inverse then sluice_half_up(l.net * coalesce(l.untaxed, 1), coalesce(l.taxed, 1) * q.per_minor)
  else sluice_half_up(l.net * coalesce(l.untaxed, 1) * q.per_minor, coalesce(l.taxed, 1))
end`

/** The rate a line needs, as `q`: asked for only where there is neither the same currency nor an amount Stripe booked. */
export const rateOf = `
lateral (
  select k.* from sluice_rate(l.currency, c.code, (l.paid_at at time zone 'UTC')::date) k
  where l.currency <> c.code and l.settled_currency is distinct from c.code and l.net <> 0
) q`

/** How a site counts, as `f`; what its column does not say follows Stripe's rule (lib/sites/money-policy.ts). */
export const siteRules = `
lateral (
  select i.reporting_currency, i.money_policy->'ltv'->>'tax' = 'excluded' as tax_excluded,
    i.money_policy->'ltv'->>'off_stripe' = 'true' as off_stripe
  from sites i where i.team_id = p.team_id and i.id = p.site_id
) f`
