DROP INDEX "flow_runs_of_state";--> statement-breakpoint
CREATE INDEX "flow_runs_of_state" ON "flow_runs" USING btree ("flow_id","state","id","team_id");