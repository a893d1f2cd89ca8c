DROP TABLE audit_heads, audit;
DROP FUNCTION refuse_audit_change;
