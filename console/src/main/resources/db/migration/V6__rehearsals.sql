-- Whether an action could run, as its executor saw last.
CREATE TABLE rehearsal (
    action   text  PRIMARY KEY,
    document jsonb NOT NULL
);
