-- What a thread was started with: its slice and what the caller wants kept beside it.
ALTER TABLE threads ADD COLUMN context json;
