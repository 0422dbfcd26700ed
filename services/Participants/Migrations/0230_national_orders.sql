-- More orders of lists over all hubs: what was changed last, and what was submitted last. A column that may be NULL has
-- its NULLs last in either direction, and so an index for each.

CREATE INDEX application_national_submit_time_idx ON application (submit_time, hub_id, id);
CREATE INDEX application_national_submit_time_desc_idx ON application (submit_time DESC NULLS LAST, hub_id DESC, id DESC);
CREATE INDEX application_national_update_time_idx ON application (update_time, hub_id, id);
CREATE INDEX department_national_update_time_idx ON department (update_time, hub_id, id);
CREATE INDEX department_transfer_national_create_time_idx ON department_transfer (create_time, hub_id, id);
CREATE INDEX participant_national_update_time_idx ON participant (update_time, hub_id, id);
CREATE INDEX work_group_national_update_time_idx ON work_group (update_time, hub_id, id);
