DELETE FROM h_not_vacuumed_15 WHERE a % 100 < 15;
DELETE FROM h_stale_50 WHERE a % 2 = 0;
