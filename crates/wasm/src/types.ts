/** Half-open range `[start, end]` of the text given: UTF-16 units, as `slice` takes them. */
export type Span = [start: number, end: number];
/** Who wrote a line: the reader's own server, a server on the way, or the sender (a claim). */
export type Author = "receiver" | "relay" | "sender";
export type Level = "error" | "warning" | "note";
export type Group = "broken" | "deceptive" | "required" | "unauthenticated" | "disliked" | "odd" | "informative";
export type Kind = "empty" | "not-mail" | "fields" | "message" | "bounce" | "notice";
export type NoticeKind = "refused" | "delayed" | "delivered" | "complaint" | "answer";
export type Stage = "connect" | "ehlo" | "mail" | "rcpt" | "data";
export type Reason =
  "user-unknown" | "host-unknown" | "moved" | "recipient-filter" | "mailbox-full" | "account-shut"
  | "suppressed" | "sender-refused" | "content" | "message-too-large" | "mailbox-limit" | "spam" |
  "virus" | "policy" | "security" | "not-compliant" | "complaint" | "authentication" |
  "reputation" | "server-blocked" | "reverse-name" | "expired" | "network" | "relay-denied" |
  "not-accepting" | "server-trouble" | "server-full" | "delivery-program" | "too-fast" |
  "too-many-connections" | "encryption" | "protocol" | "delivered" | "automatic-answer" |
  "unclear";
export type Side = "sender" | "recipient" | "either";

/** A typed value for the words of a sentence. `text`, `field`, `domain`, `address`, `ip`: hostile text. */
export type Arg =
  | { type: "text" | "field" | "domain" | "address" | "ip" | "word"; value: string }
  | { type: "count" | "duration"; value: number }
  | { type: "instant"; value: { unix: number; offset: number | null } }
  | { type: "list"; value: Arg[] };
/** Values by the name of their placeholder. */
export type Args = Record<string, Arg>;
/** A locale key and its values. */
export interface Sentence { id: string; args: Args }
/** A value and where it was read. */
export interface Quoted { span: Span; text: string }

/** What is read out of one paste. Everything in it is plain data. */
export interface Report {
  version: string;
  kind: Kind;
  unit: "bytes" | "utf16";
  verdict: Sentence;
  repairs: RepairReport[];
  /** To choose from with `inspect(text, { message })`; empty where the text holds only one. */
  messages: MessageReport[];
  /** Number in `messages` of the one that all else is about. */
  message: number;
  limits: LimitReport[];
  /** Only for a bounce or notice. */
  bounce?: BounceReport;
  boundary: BoundaryReport;
  /** The fields inspected (of the returned message, for a bounce), in order. */
  fields: FieldReport[];
  /** Fields of the notice itself, for a bounce; shown, not judged. */
  outerFields: FieldReport[];
  /** Oldest first. */
  hops: HopReport[];
  identities: IdentityReport[];
  authentication: AuthReport[];
  mailer: MailerReport;
  filters: FilterReport[];
  /** Most serious first. */
  findings: FindingReport[];
  counts: Counts;
  weights: WeightReport[];
  /** What providers ask of a sender; empty where no header fields came. */
  requirements: ProviderReport[];
  /** Locale keys below `unseen.`. */
  unseen: string[];
}
export interface RepairReport { id: string; count: number; span: Span; detail?: string }
export interface MessageReport { span: Span; line: number; subject?: string; from?: string }
export interface LimitReport { id: string; limit: number; actual: number }
export interface BounceReport {
  format: string;
  kind: NoticeKind;
  reporter?: Quoted;
  failures: FailureReport[];
  /** Whether header fields of the refused message came back. */
  returned: boolean;
}
export interface FailureReport {
  recipient?: Quoted;
  action?: string;
  status?: Quoted;
  code?: Quoted;
  /** The server's own words, unfolded. */
  reply?: Quoted;
  host?: Quoted;
  provider?: string;
  stage?: Stage;
  permanent?: boolean;
  /** Locale key below `reason.`. */
  reason?: Reason;
  /** Whether the address is useless for good. */
  hard?: boolean;
  /** Locale keys `response.<id>.meaning` and `.action`. */
  response?: string;
  /** Locale keys `status.<id>.meaning` and `.action`; `unregistered` for a code in no registry. */
  registry?: string;
  side: Side;
  /** Numbers in `Report.fields`. */
  fields: number[];
  reference?: string;
  /** Month in which the page was read: `2026-11`. */
  referenceDate?: string;
}
export interface BoundaryReport { how: string; receiver?: string }
export interface FieldReport {
  /** As written; empty for a line that is no field. */
  name: string;
  span: Span;
  nameSpan: Span;
  valueSpan: Span;
  /** Number of the first line, from 1. */
  line: number;
  author: Author;
  /** As people read it, where that differs from the raw text. */
  decoded?: string;
  charsets?: string[];
}
export interface HopReport {
  /** Number in `Report.fields`. */
  field: number;
  helo?: Quoted;
  rdns?: Quoted;
  ip?: Quoted;
  by?: Quoted;
  with?: Quoted;
  tls: boolean;
  authenticated: boolean;
  /** Seconds since 1970. */
  time?: number;
  /** Zone as written, minutes. */
  offset?: number;
  /** Seconds since the hop before; negative when clocks disagree. */
  delay?: number;
  author: Author;
}
export interface IdentityReport {
  role: string;
  field: number;
  value: Quoted;
  name?: string;
  domain: string;
  unicode?: string;
  org: string;
  aligned?: boolean;
  author: Author;
}
export interface AuthReport {
  field: number;
  method: string;
  result: string;
  domain?: string;
  aligned?: boolean;
  by?: string;
  trusted: boolean;
  span: Span;
  detail?: string;
}
export interface MailerReport { claims: ClaimReport[]; traces: TraceReport[]; clocks: ClockReport[]; fits: string[]; verdict: string }
export interface ClaimReport { field: number; value: Quoted; program?: string; id?: string }
export interface TraceReport { kind: string; value: Quoted; programs: string[] }
export interface ClockReport { kind: string; value: Quoted; unix?: number; offset?: number; difference?: number }
export interface FilterReport { filter: string; id: string; args: Args; basis: Sentence; previous: boolean; span: Span; spam: boolean; author: Author }
export interface FindingReport {
  /** Words are `rule.<rule>.title`, `.found`, `.why`, `.fix`. */
  rule: string;
  level: Level;
  group: Group;
  /** Empty when something is missing. */
  spans: Span[];
  args: Args;
  sources: SourceReport[];
}
export interface SourceReport {
  kind: "rfc" | "spamassassin" | "rspamd" | "page" | "observed";
  /** Of what was observed: locale key below `observed.`. */
  name: string;
  url?: string;
  weight?: number;
  /** Whether it is the same test, so that its weight may be added up. */
  same: boolean;
  code?: string;
}
export interface Counts { error: number; warning: number; note: number }
export interface WeightReport { filter: string; version: string; sum: number; threshold: number; refuses: number | null; rules: WeightRuleReport[] }
/** One test of a filter that hit. */
export interface WeightRuleReport { name: string; points: number }

/** What one provider asks of a sender: locale key below `asks.`. */
export interface ProviderReport { provider: string; lines: LineReport[] }
export type State = 'met' | 'not-met' | 'unseen' | 'not-applicable';
export interface LineReport {
  /** Locale key below `requirement.`. */
  id: string;
  state: State;
  /** Whether it is asked of those only who send thousands of messages a day. */
  bulk: boolean;
  source: { name: string; url: string };
  /** The day of the copy of that page that was read. */
  checked: string;
  /** The refusal that the provider documents for it. */
  code?: string;
  /** Rules whose findings say that it is not met. */
  findings: string[];
  /** Whether the provider's own refusal says that it is not met. */
  refused?: true;
  /** What shows it. */
  span?: Span;
  /** Locale key below `look.`: where to see what the fields do not show. */
  look?: string;
}

/** Two messages compared: what `compare` gives. Spans point into the text of their side. */
export interface Comparison {
  version: string;
  unit: "bytes" | "utf16";
  /** Words are `compare.verdict.<id>`. */
  verdict: Sentence;
  left: SideReport;
  right: SideReport;
  /** The most looked at by public filters first. */
  differences: Difference[];
  /** What differs in every two messages. */
  volatile: Volatile[];
  order: Order;
  /** What to send next. */
  experiment: Step[];
}
/** Both compared, and each by itself. */
export interface Compared { comparison: Comparison; left: Report; right: Report }
export interface SideReport {
  kind: Kind;
  /** Whether a bounce returned these fields. */
  returned: boolean;
  fields: number;
  headerBytes: number;
  /** Media types of the parts. */
  parts: string[];
  weights: WeightReport[];
}
/** `added`: only on the right. `judged`: alike, but a rule fires on one side only. */
export type Change = "added" | "missing" | "changed" | "moved" | "respelled" | "judged";
export interface Difference {
  /** As written; several names are joined by `, `. */
  field: string;
  kind: Change;
  /** The most looked at first. */
  aspects: Aspect[];
  /** A rule fires on one side only; filters are known to read it; neither. */
  rank: "rule" | "read" | "other";
  /** Words are `compare.says.<id>`. */
  says: Sentence;
  left?: Place;
  right?: Place;
  rules: RuleDifference[];
  /** Who is known to read it. */
  sources: SourceReport[];
}
/** Words are `compare.trait.<id>`; the changed tokens on both sides. */
export interface Aspect { id: string; left: Span[]; right: Span[] }
/** `index`: number in `Report.fields` of that side. */
export interface Place { index: number; text: string; span: Span }
export interface RuleDifference { rule: string; side: "left" | "right"; level: Level; sources: SourceReport[] }
export interface Volatile {
  field: string;
  /** Words are `compare.volatile.<reason>`. */
  reason: "id" | "date" | "trace" | "signature" | "recipient";
  left: Place;
  right: Place;
  tokens: Aspect;
}
/** Names in order. `pairs`: the same field on both sides, as numbers in `Report.fields`; `moved`: those of them that moved. */
export interface Order { left: string[]; right: string[]; pairs: [left: number, right: number][]; moved: [left: number, right: number][] }
/** Words are `compare.experiment.<id>`; `differences`: numbers of those that it tells apart. */
export interface Step { id: string; args: Args; differences: number[] }

/** One rule of the catalogue. */
export interface RuleReport { id: string; level: Level; group: Group; sources: SourceReport[] }
/** What `inspect_bytes` gives: the text that the spans point into, and the report. */
export interface Inspected { text: string; report: Report }
