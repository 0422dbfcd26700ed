-- What was delivered: when, for how many hours, and who came.
ALTER TABLE activity
    ADD COLUMN hours double precision,
    ADD COLUMN deliver_date date,
    ADD COLUMN attendances jsonb NOT NULL DEFAULT '[]',
    ADD CONSTRAINT activity_hours_possible CHECK (hours > 0 AND hours <= 100),
    ADD CONSTRAINT activity_attendances_list CHECK (jsonb_typeof(attendances) = 'array'),
    ADD CONSTRAINT activity_attendances_of_delivered CHECK (state = 'DELIVERED' OR attendances = '[]');

-- Those that were delivered before the day was kept: on their last day, or when that was written, as nobody knows better.
ALTER TABLE activity NO FORCE ROW LEVEL SECURITY;
UPDATE activity SET deliver_date = least(end_date, (update_time AT TIME ZONE 'Europe/London')::date)
WHERE state = 'DELIVERED';
ALTER TABLE activity FORCE ROW LEVEL SECURITY;
ALTER TABLE activity
    ADD CONSTRAINT activity_delivered_has_date CHECK ((state = 'DELIVERED') = (deliver_date IS NOT NULL));

-- Why nothing of an agreed plan was delivered, where it was closed like that.
ALTER TABLE plan ADD COLUMN undelivered_reason text NOT NULL DEFAULT '';
