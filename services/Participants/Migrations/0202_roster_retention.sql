-- What syncs would do, or did, to people is personal data, and most of it is soon of no use: it is deleted by age.
ALTER TABLE roster_sync
    ADD COLUMN kept_effects text NOT NULL DEFAULT 'ALL',
    ADD CONSTRAINT roster_sync_kept_effects_check CHECK (kept_effects IN ('ALL', 'CHANGES', 'NONE'));

-- Those of which something is left to delete.
CREATE INDEX roster_sync_retention_idx ON roster_sync (hub_id, create_time) WHERE kept_effects <> 'NONE';

GRANT DELETE ON roster_effect TO mastery_runtime;
