import type { ThemeWords } from '../theme-words.ts'

export const ACCESS_PERMISSIONS_PII: ThemeWords = {
  certain: `permission; permissions; access denied; permission denied; 403; not authorized; not authorised;
    unauthorized; unauthorised;
    grant me|us|them|him|her|read|access|a|the|rights|select|view|permission|role; need access; get access;
    request access; give access;
    access to _ table|schema|dashboard|explore|data|dataset|warehouse|view|report|folder|workspace|board|mart|column|field|model;
    access request; access for; no access; lost access; lose access; have access; has access; had access;
    access right|level|control|policy|list|review|role; read access; write access; read right|rights;
    viewer right|rights|role|access; read only; read permission; locked out;
    who can see|view|read|access|query|open|approve|grant|unlock;
    can see _ full|raw|personal|customer|name|email|phone|card|salary|all; row level; column level;
    service account; credential; entitlement; least privilege; rbac; iam; acl; pii;
    personal data|information|detail|info|identifier; personally; sensitive; privacy; gdpr; ccpa; mask;
    masked; masking; unmask; unmasked; redact; redacted; redaction; anonymise; anonymised; anonymisation;
    anonymize; anonymized; pseudonymise; pseudonymised; pseudonymize; pseudonymized; tokenise; tokenised;
    tokenize; tokenized; encrypt; encrypted; plaintext; plain text; clear text; data protection;
    deletion request; erasure; right to be; raw email|phone|name|card|pan|ssn|address; phone number;
    email address; birth date; date of birth; full card; card number; passport; ssn; home address;
    real name; shared outside|externally; external partner|agency|vendor; need to know; security group;
    restricted; role not; select on; not open; can not open; can not view; can not query;
    request to view|read|see; kyc document|status _ mask|restrict|see|access|visible|hidden;
    subject request; sign off from security|legal|privacy; permissioned; revoke; over exposed;
    too many people; everyone can see|read|query; anyone can see|read|query;
    visible to everyone|all|anyone|everybody; hidden from me|us|him|her|them; is hidden; are hidden;
    visible to me|us|everyone|an|the|all|agency|partners|vendors; visible for; in the open;
    allowed to see|use|read|open|query|view; cleared for; cleared to; says no to me|us; let me in|see;
    lets me in|see; will not let me|us; who sees; who is allowed; my account must;
    my account is limited|restricted|blocked; my role; row filter; filter of your|my role;
    only two people can; nobody but _ can open|see; everyone can; anyone can; open to all|everyone|anybody;
    open to the whole; wrong group; right group; added to the group; member of the group; your group;
    my group; left out when the roles; lost its grant|grants; lost my|their|our rights|access|role|grant;
    rights were taken|removed|revoked; take away _ rights; rights; grants; granted; who grants;
    needs a reason; being masked; masked for us|me; is masked; are masked; dates of birth;
    home address|addresses; account number|numbers; customer name|names; full name|names; personal number;
    see a third|half|part of; get no rows; gets no rows; got no rows; sees nothing; see nothing;
    only see part|half|some; colleague sees; colleague can; others can; he can open; she can open;
    they can open; not being allowed; not allowed; somebody not being allowed; no right|rights to;
    blocked by security; asks for a password; requires approval; on leave _ open; end date for it;
    need to see; security wants; security asks; raw data is open; raw is open;
    insufficient privilege|permission|right|rights|access; privilege; privileges;
    login fails|failed|rejected; authorization error; authorisation error; access error; permission error;
    locked; give _ select|read|write|access|permission|rights|a role; take it down; identifying;
    identifiable; forgotten; erase; erasing; all of their information; warehouse login; my login; a login;
    waiting for _ login|access|permission|rights|approval; how do we hash; sample without;
    public dashboard|folder|bucket|link|sheet; needs to query; needs to see; needs to read;
    may be disclosed; disclose; disclosed;
    can view|see|read|open salaries|personal|private|customer|everything|all; is it ok to store|share|keep;
    ok to share; allowed to share; store national|personal; national ids; national id; salary; salaries;
    external auditor; auditor requires; not be visible; should not be visible|able|seen; should not see;
    anymore _ not authorized; sharing with; data sharing; sharing agreement; asking for compliance;
    need _ permission; permission request; access request for u; add _ to the group; add me to; rights for;
    get into the; get in to the; into the finance|hr|payments mart|schema|folder|workspace|dashboard;
    who do i ping|ask|contact to get|for access; plain sight; in plain; corresponding rights;
    requires _ rights; rights on; hide _ names|emails|phone|addresses|details|columns;
    hide buyer|customer|seller|user; show _ addresses|phone|emails; addresses show; phone numbers show;
    names show; customer address|addresses|phone|phones|name|names; for relation; my query fails;
    moved to the _ team and; left the company; offboard; offboarding; ex employee; former employee;
    leavers; role change; keep private; private data|information; personal detail|details`,
  likely: `access; grant; role; roles; restrict; security; compliance; legal; approve; approval; approves;
    approver; viewer; hash; hashed; login; sso; contractor; audit; policy; governance;
    expose _ customer|personal|name|email; email; emails; phone; birth; allowed to; not allowed;
    can not see; share; external; seat; license; onboard; visibility; anonymous; data privacy; hide;
    hidden; erase; delete _ customer|person; identity; identifiable; authorised; authorized; authorise;
    authorize; exposed; lock; locked; sign off; view only; leak; denied; forbidden; privilege; consent;
    security review; third party; clearance; personal; confidential; unlock; readable; open; allowed;
    group; limited; visible; agency; auditor; rights; colleague; reason and; privacy; see; cleared; intern;
    freelancer; vendor; sees`,
  hint: `open; see; view; read; schema; new analyst|joiner|hire; waiting; team; who; partner; vendor; customer;
    export; kyc`,
}
