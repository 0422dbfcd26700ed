-- When a client last got a token, as a sample: written at most every few minutes, outside the change log, and no change
-- of the etag.
ALTER TABLE api_client ADD COLUMN last_used_time timestamptz;
