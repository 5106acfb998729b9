ALTER TABLE "flows" ADD COLUMN "resumed_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "flow_runs_entered" ON "flow_runs" USING btree ("flow_id","entered_at","team_id") WHERE entered_at is not null;--> statement-breakpoint
CREATE INDEX "flow_runs_entered_of_party" ON "flow_runs" USING btree ("party_key","flow_id","entered_at") WHERE entered_at is not null;--> statement-breakpoint
CREATE INDEX "flow_runs_stopped" ON "flow_runs" USING btree ("flow_id","ended_at") WHERE reason = 'flow_loop';