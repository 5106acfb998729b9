CREATE TABLE "invoice_payments" (
	"team_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"payment_id" text NOT NULL,
	"invoice_id" text NOT NULL,
	"site_id" uuid NOT NULL,
	"livemode" boolean NOT NULL,
	CONSTRAINT "invoice_payments_pk" PRIMARY KEY("team_id","connection_id","payment_id","livemode","invoice_id")
);
--> statement-breakpoint
DROP INDEX "invoices_of_charge";--> statement-breakpoint
DROP INDEX "invoices_of_payment";--> statement-breakpoint
ALTER TABLE "exchange_rates" ADD COLUMN "per_minor" numeric NOT NULL;--> statement-breakpoint
ALTER TABLE "exchange_rates" ADD COLUMN "set_by" text NOT NULL;--> statement-breakpoint
ALTER TABLE "exchange_rates" ADD COLUMN "set_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "invoices" DROP COLUMN "charge_id";--> statement-breakpoint
ALTER TABLE "invoices" DROP COLUMN "payment_intent_id";--> statement-breakpoint
select sluice_protect('invoice_payments'::regclass);
--> statement-breakpoint
-- What one unit of p_from was worth in p_to on a day: the operator's latest rate of that day or at most 31 days before it,
-- written as this pair or as the other way round. No rate through a third currency: which one, nobody has said.
create function sluice_rate(p_from text, p_to text, p_day date)
returns table (day date, rate numeric, per_minor numeric, inverse boolean) language sql stable as $$
  select * from (
    (select r.day, r.rate, r.per_minor, false as inverse from exchange_rates r
     where r.currency = p_from and r.in_currency = p_to and r.day <= p_day and r.day >= p_day - 31
     order by r.day desc limit 1)
    union all
    (select r.day, r.rate, r.per_minor, true from exchange_rates r
     where r.currency = p_to and r.in_currency = p_from and r.day <= p_day and r.day >= p_day - 31
     order by r.day desc limit 1)
  ) known order by known.day desc, known.inverse limit 1
$$;
--> statement-breakpoint
-- Minor units of p_from in minor units of p_to, not rounded; null without a rate. Sum first, round once (sluice_half_up).
create function sluice_convert(p_minor numeric, p_from text, p_to text, p_day date) returns numeric language sql stable as $$
  select case when p_from = p_to then p_minor else (
    select case when k.inverse then p_minor / k.per_minor else p_minor * k.per_minor end from sluice_rate(p_from, p_to, p_day) k
  ) end
$$;
--> statement-breakpoint
-- A whole-number quotient, halves away from zero, exact however large: numeric division by itself rounds to 16 digits first.
create function sluice_half_up(p_dividend numeric, p_divisor numeric) returns numeric language sql immutable as $$
  select sign(p_dividend) * sign(p_divisor) * div(2 * abs(p_dividend) + abs(p_divisor), 2 * abs(p_divisor))
$$;
--> statement-breakpoint
-- Until now nothing was converted: what is in another currency than the reporting one was left out.
alter table subscribers no force row level security;
--> statement-breakpoint
update subscribers set
  lifetime_value_not_converted = lifetime_value_by_currency - coalesce(reporting_currency, ''),
  mrr_not_converted = mrr_by_currency - coalesce(reporting_currency, '')
where lifetime_value_by_currency - coalesce(reporting_currency, '') <> '{}'
   or mrr_by_currency - coalesce(reporting_currency, '') <> '{}';
--> statement-breakpoint
alter table subscribers force row level security;
