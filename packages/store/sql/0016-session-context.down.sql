ALTER TABLE threads DROP COLUMN context;
