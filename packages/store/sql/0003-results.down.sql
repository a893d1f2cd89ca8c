DROP TABLE cache_entries, results;
