DROP TABLE raw_requests;
DROP TABLE slice_versions;
