-- The applications of all hubs in one state, newest first or those that have waited longest: without these an ordered
-- index is read through all that are in another state, which are most of them by the end of a year.
CREATE INDEX application_national_state_create_time_idx ON application (state, create_time, hub_id, id);
CREATE INDEX application_national_state_submit_time_idx ON application (state, submit_time, hub_id, id);
