DELETE FROM large WHERE random() < 0.3;
DELETE FROM large WHERE customer < 20 AND id < :rows / 2;
VACUUM large;
UPDATE large SET customer = customer + 1 WHERE id % 8 = 0;
INSERT INTO large SELECT id + :rows, customer, r, st, note, amount, made, ref, md5(token::text)::uuid FROM large WHERE id % 20 = 0;
