-- The newest run of each schedule on each instance is found without reading those before it.
CREATE INDEX action_schedule ON action (
    (file #>> '{proposal,subject,name}'), instance, (file #>> '{proposal,window,notBefore}') DESC
) WHERE file #>> '{proposal,rule}' = 'maintenance.due';
