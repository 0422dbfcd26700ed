-- Lists of plans over all hubs: the index of a list over one hub begins with that hub and has no order over several.

CREATE INDEX plan_national_create_time_idx ON plan (create_time, hub_id, id);
CREATE INDEX plan_national_title_idx ON plan (title, hub_id, id);
CREATE INDEX plan_national_update_time_idx ON plan (update_time, hub_id, id);
