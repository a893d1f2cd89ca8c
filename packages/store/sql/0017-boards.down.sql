DROP TABLE shares;
DROP TABLE boards;
