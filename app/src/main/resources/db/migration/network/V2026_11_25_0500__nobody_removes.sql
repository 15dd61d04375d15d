-- What nobody may take away at all needs no rule who may: the application has no right to delete these rows.
drop policy removed on network.act;
drop policy removed on network.act_note;
drop policy removed on network.effect;
drop policy removed on network.evidence;
drop policy removed on network.evidence_detail;
drop policy removed on network.field;
