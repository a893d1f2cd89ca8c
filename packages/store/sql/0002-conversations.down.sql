DROP TABLE turns, threads;
