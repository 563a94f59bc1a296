// Generated from the Rust types: `cargo run -p schema`.
/** A typed value for the words of a finding; the page formats it, the words only place it. */
export type Arg = { type: "text"; value: string } | { type: "field"; value: string } | { type: "domain"; value: string } | { type: "address"; value: string } | { type: "ip"; value: string } | { type: "count"; value: number } | { type: "duration"; value: number } | { type: "instant"; value: { unix: number; offset: number | null } } | { type: "word"; value: string } | { type: "list"; value: Arg[] };
/** The values in one sentence, by the name of their placeholder. */
export type Args = Record<string, Arg>;
/** One respect in which two fields differ. */
export interface Aspect {
  /** The locale key below `compare.trait.`. */
  id: string;
  /** The spans of the changed tokens on the left. */
  left: Span[];
  /** The spans of the changed tokens on the right. */
  right: Span[];
}
/** The results of one authentication method in one month. */
export interface AuthPeriod {
  /** The month, as year × 12 + month − 1. */
  month: number;
  /** The method: `spf`, `dkim`, `dmarc` … */
  method: string;
  /** The number of messages that passed. */
  pass: number;
  /** The number of messages that did not. */
  other: number;
}
/** One result of authentication. */
export interface AuthReport {
  /** The index of the field in `fields`. */
  field: number;
  /** The method in lower case: `spf`, `dkim`, `dmarc`, `arc`, `compauth` … */
  method: string;
  /** The result in lower case: `pass`, `fail`, `none` …, and `present` for a signature without a recorded result. */
  result: string;
  /** Whether the receiver wrote it. */
  trusted: boolean;
  /** The span of the result, or of the domain of a signature without one. */
  span: Span;
  /** Whether that domain is aligned with From; absent if there is nothing to compare. */
  aligned?: boolean;
  /** Who says so: the authserv-id or the receiving host. */
  by?: string;
  /** The details as they are written: selector, reason, comment. */
  detail?: string;
  /** The domain that the result is about. */
  domain?: string;
}
/** Who wrote a line. */
export type Author = "receiver" | "relay" | "sender";
/** A bounce: who refused what. */
export interface BounceReport {
  /** The locale key below `format.`. */
  format: string;
  /** The kind of notice. */
  kind: NoticeKind;
  /** The recipients that it reports on. */
  failures: FailureReport[];
  /** Whether header fields of the refused message came back. */
  returned: boolean;
  /** The mail system that wrote the notice. */
  reporter?: Quoted;
}
/** How the trust boundary was decided. */
export type BoundaryBasis = "" | "none" | "received-chain" | "single-hop" | "gmail" | "exchange-online" | "returned";
/** The trust boundary. */
export interface BoundaryReport {
  /** How it was decided; its locale key is `boundary.<how>`. */
  how: BoundaryBasis;
  /** The receiver's domain, if it is known. */
  receiver?: string;
}
/** How two fields differ. */
export type Change = "added" | "missing" | "changed" | "moved" | "respelled" | "judged";
/** A change from one message to the next. */
export interface ChangeReport {
  /** The time of the later message, in seconds since 1970; 0 if it has no date. */
  unix: number;
  /** The value before. */
  from: string;
  /** The value after. */
  to: string;
}
/** A field in which a program names itself. */
export interface ClaimReport {
  /** The index of the field in `fields`. */
  field: number;
  /** The value as it is written. */
  value: Quoted;
  /** The id of the program, if it is a known one. */
  id?: string;
  /** The name of the program, if it is a known one. */
  program?: string;
}
/** The shape in which a time is hidden. */
export type ClockKind = "outlook-message-id" | "hidemaru-message-id" | "amazon-ses" | "google" | "mail-ru" | "hubspot" | "groupwise" | "mailjet" | "exim" | "javamail" | "python" | "pegasus" | "mimekit" | "notes" | "next-part-boundary" | "exchange-boundary" | "date-in-words" | "timestamp" | "epoch" | "thread-index";
/** A time that is hidden in an identifier. */
export interface ClockReport {
  /** The shape of the time; its locale key is `clock.<kind>`. */
  kind: ClockKind;
  /** The value as it is written. */
  value: Quoted;
  /** How many seconds Date is later than the hidden time. */
  difference?: number;
  /** The zone of Date in minutes east of UTC, for showing the time. */
  offset?: number;
  /** The time in seconds since 1970 UTC, with a local time moved by the zone of Date; absent if it is impossible. */
  unix?: number;
}
/** What was found in all files. */
export interface Collected {
  /** The refused messages beside the accepted ones. */
  groups: Groups;
  /** What a filter counts about their sender. */
  profile: Profile;
}
/** Two messages compared, and the report on each of them. */
export interface Compared {
  /** The comparison. */
  comparison: Comparison;
  /** The report on the left message. */
  left: Report;
  /** The report on the right message. */
  right: Report;
}
/** Two messages compared. Spans on the left point into the left text, spans on the right into the right one. */
export interface Comparison {
  /** The version of this crate. */
  version: string;
  /** The unit of all spans. */
  unit: Unit;
  /** The sentence (`compare.verdict.<id>`) that says what was found. */
  verdict: Sentence;
  /** The left message as a whole. */
  left: SideReport;
  /** The right message as a whole. */
  right: SideReport;
  /** The differences that count, the most looked at by public filters first. */
  differences: Difference[];
  /** The differences that any two messages have. */
  volatile: Volatile[];
  /** The order of the fields on both sides. */
  order: Order;
  /** What to send next in order to tell the differences apart. */
  experiment: Step[];
}
/** The number of findings of each level. */
export interface Counts {
  /** The number of errors. */
  error: number;
  /** The number of warnings. */
  warning: number;
  /** The number of notes. */
  note: number;
}
/** One day of the sender. */
export interface DayReport {
  /** The midnight at which it begins, in seconds since 1970, as if it were UTC. */
  unix: number;
  /** The number of messages sent. */
  messages: number;
  /** The number of their recipients, counted once for each message. */
  recipients: number;
  /** The number of different recipients. */
  distinct: number;
  /** The most messages within one hour of the clock. */
  busiestHour: number;
  /** The number of notices of refusal or delay. */
  bounces: number;
}
/** One difference: one field, and everything that comes of it. */
export interface Difference {
  /** The name of the field as it is written; several names, of fields that moved or were added on the way, are joined by `, `. */
  field: string;
  /** How the two sides differ. */
  kind: Change;
  /** What it is about, the most looked at first; its locale key is `compare.trait.<id>`. */
  aspects: Aspect[];
  /** Why it has its place in the list. */
  rank: Rank;
  /** The sentence (`compare.says.<id>`) that tells the difference. */
  says: Sentence;
  /** The rules that fire on one side only and look at this field. */
  rules: RuleDifference[];
  /** The filters and pages that are known to read it. */
  sources: SourceReport[];
  /** The field on the left, if there is one. */
  left?: Place;
  /** The field on the right, if there is one. */
  right?: Place;
}
/** One recipient that a notice reports on. */
export interface FailureReport {
  /** Who must act. */
  side: Side;
  /** The indices in `fields` of those that the reason points at. */
  fields: number[];
  /** The action of RFC 3464 (`failed`, `delayed` …), in lower case. */
  action?: string;
  /** The SMTP reply code. */
  code?: Quoted;
  /** Whether the address is useless for good (a hard bounce). */
  hard?: boolean;
  /** The host that refused the message. */
  host?: Quoted;
  /** Whether trying again unchanged is useless. */
  permanent?: boolean;
  /** The provider whose server it was: a locale key below `provider.`. */
  provider?: string;
  /** Why, in one word: a locale key below `reason.`. */
  reason?: Reason;
  /** The recipient as the notice names it, usually an address. */
  recipient?: Quoted;
  /** The address of the page that documents the refusal. */
  reference?: string;
  /** The month in which that page was read, such as `2026-11`. */
  referenceDate?: string;
  /** The `<id>` of the locale keys `status.<id>.meaning` and `.action`; `unregistered` for a code in no registry. */
  registry?: string;
  /** The server's own words, unfolded. */
  reply?: Quoted;
  /** The `<id>` of the locale keys `response.<id>.meaning` and `.action`. */
  response?: string;
  /** How far the SMTP dialogue had gone. */
  stage?: Stage;
  /** The enhanced status code, such as `5.7.1`. */
  status?: Quoted;
}
/** One line of the header block. */
export interface FieldReport {
  /** The name as it is written; empty for a line that is no field. */
  name: string;
  /** The whole field with its continuation lines, without the last line end. */
  span: Span;
  /** The span of the name. */
  nameSpan: Span;
  /** The span of the value, without the white space around it. */
  valueSpan: Span;
  /** The number of its first line in the text, counted from 1. */
  line: number;
  /** Who wrote the line. */
  author: Author;
  /** The charsets that were decoded. */
  charsets?: string[];
  /** The value as people read it, if that differs from the raw text: unfolded, with encoded-words, punycode and RFC 2231 undone, and dates as ISO 8601. */
  decoded?: string;
}
/** What was read from one file. */
export interface FileReport {
  /** The number of messages that were counted. */
  messages: number;
  /** The number of messages without header fields. */
  unread: number;
  /** The positions of the first of these in the file, from 1 on; at most 10. */
  unreadAt: number[];
  /** What is wrong with the file as a whole; its locale key is `groups.problem.<id>`. */
  problem?: Problem;
}
/** A public filter whose points are known. */
export type Filter = "spamassassin" | "rspamd";
/** One verdict of one filter. */
export interface FilterReport {
  /** The filter: a locale key below `filter.`. */
  filter: string;
  /** The verdict: a locale key below `filter.value.`. */
  id: string;
  /** The values in its words. */
  args: Args;
  /** How its meaning is known: a sentence below `basis.`. */
  basis: Sentence;
  /** Whether it is the opinion of a server before the one that stamped the field. */
  previous: boolean;
  /** The span of the verdict. */
  span: Span;
  /** Whether it says that the message is spam. */
  spam: boolean;
  /** Who wrote the field. */
  author: Author;
}
/** What one rule found. */
export interface FindingReport {
  /** The id of the rule; its locale keys are `rule.<id>.title`, `.found`, `.why`, `.fix`. */
  rule: string;
  /** The level, which the group decides. */
  level: Level;
  /** The group of the rule. */
  group: Group;
  /** The places; empty if something is missing. */
  spans: Span[];
  /** The values in the words. */
  args: Args;
  /** Who says that it matters. */
  sources: SourceReport[];
}
/** What kind of trouble; it decides the level, so that nobody argues levels per rule. */
export type Group = "broken" | "deceptive" | "required" | "unauthenticated" | "disliked" | "odd" | "informative";
/** Two groups of messages compared. */
export interface Groups {
  /** The number of refused messages. */
  refused: number;
  /** The number of accepted messages. */
  accepted: number;
  /** The sentence (`groups.verdict.<id>`) that says what was found. */
  verdict: Sentence;
  /** The number of questions asked: traits that could have been telling, with those that always go together counted once. */
  tested: number;
  /** Whether traits that are written on the way were left out, because only one of the groups has travelled. */
  wayLeftOut: boolean;
  /** The traits, the most telling first; at most 200. */
  traits: TraitReport[];
  /** The limits that were reached; their locale keys are `groups.limit.<id>`. */
  reached: LimitReport[];
}
/** One hop: a Received field, interpreted. */
export interface HopReport {
  /** The index of the field in `fields`. */
  field: number;
  /** Whether the transfer was encrypted. */
  tls: boolean;
  /** Whether the client logged in. */
  authenticated: boolean;
  /** Who wrote the field. */
  author: Author;
  /** The name of the server. */
  by?: Quoted;
  /** The seconds since the hop before; negative if clocks disagree. */
  delay?: number;
  /** The name that the client gave. */
  helo?: Quoted;
  /** The client's address. */
  ip?: Quoted;
  /** The zone as it is written, in minutes east of UTC. */
  offset?: number;
  /** The reverse name that the server looked up. */
  rdns?: Quoted;
  /** The time in seconds since 1970. */
  time?: number;
  /** The protocol. */
  with?: Quoted;
}
/** Somebody whom the message names. */
export interface IdentityReport {
  /** The role; its locale key is `role.<role>`. */
  role: Role;
  /** The index of the field in `fields`. */
  field: number;
  /** The address or domain, as it was read. */
  value: Quoted;
  /** The domain, with A-labels. */
  domain: string;
  /** The organisational domain. */
  org: string;
  /** Who wrote the field. */
  author: Author;
  /** Whether it has the organisational domain of From; absent if there is nothing to compare. */
  aligned?: boolean;
  /** The display name, decoded. */
  name?: string;
  /** The domain with U-labels, if that differs. */
  unicode?: string;
}
/** The kind of text that was pasted. */
export type Kind = "empty" | "not-mail" | "fields" | "message" | "bounce" | "notice";
/** How serious a finding is. */
export type Level = "error" | "warning" | "note";
/** A documented limit, beside what was seen. */
export interface LimitCheck {
  /** The id of the kind of account that it is for. */
  id: string;
  /** What it counts; its locale key is `profile.measure.<measure>`. */
  measure: Measure;
  /** The limit itself. */
  limit: number;
  /** The most that was seen. */
  seen: number;
  /** Whether more was seen than the limit allows. */
  over: boolean;
  /** The provider's name. */
  name: string;
  /** The page that documents the limit. */
  url: string;
  /** The year and month of the copy that was read, such as `2025-11`; empty if it tells none. */
  read: string;
}
/** A limit of our own. */
export type LimitKind = "bytes" | "fields" | "messages" | "header" | "traits" | "values" | "sent" | "recipients";
/** A limit that was reached. */
export interface LimitReport {
  /** The limit; its locale key is `limit.<id>` or, in groups, `groups.limit.<id>`. */
  id: LimitKind;
  /** How much it allows. */
  limit: number;
  /** How much was given, as far as it was counted; for `LimitKind::Header` the number of headers that were longer. */
  actual: number;
}
/** One thing that a provider asks for. */
export interface LineReport {
  /** The requirement: a locale key below `requirement.`. */
  id: string;
  /** What the fields show of it. */
  state: State;
  /** Whether it is asked only of those who send thousands of messages a day. */
  bulk: boolean;
  /** The page on which it is written. */
  source: PageReport;
  /** The day of the copy of that page that was read, such as `2026-07-02`. */
  checked: string;
  /** The rules whose findings say that it is not met. */
  findings: string[];
  /** The reply code of the refusal that the provider documents for it. */
  code?: string;
  /** Where to see what the fields do not show: a locale key below `look.`. */
  look?: string;
  /** Whether the provider's own refusal says that it is not met. */
  refused?: boolean;
  /** The span that shows it. */
  span?: Span;
}
/** The program that made the message. */
export interface MailerReport {
  /** What X-Mailer or User-Agent says. */
  claims: ClaimReport[];
  /** The traces that programs leave. */
  traces: TraceReport[];
  /** The hidden clocks. */
  clocks: ClockReport[];
  /** The names of the programs that most traces fit, or only the claimed one if it is among them. Empty unless the verdict is `MailerVerdict::Contradicts` or `MailerVerdict::Unknown`. */
  fits: string[];
  /** What the traces say about the claim; its locale key is `mailer.<verdict>`. */
  verdict: MailerVerdict;
}
/** What the traces say about the program that the message claims. */
export type MailerVerdict = "" | "none" | "unknown" | "fits" | "contradicts" | "not-checked";
/** What a provider's limit counts. */
export type Measure = "messages" | "recipients" | "together";
/** One of several messages in the text. */
export interface MessageReport {
  /** The whole message, without the blank lines around it. */
  span: Span;
  /** The number of its first line in the text, counted from 1. */
  line: number;
  /** The value of From, decoded. */
  from?: string;
  /** The subject, decoded. */
  subject?: string;
}
/** The kind of a notice. */
export type NoticeKind = "refused" | "delayed" | "delivered" | "complaint" | "answer";
/** The order of the fields, and which of them correspond. */
export interface Order {
  /** The names on the left, in order. */
  left: string[];
  /** The names on the right, in order. */
  right: string[];
  /** The fields that correspond, as indices into `Report.fields` of the left and of the right, in the order of the left. */
  pairs: [number, number][];
  /** The fields that moved, as few as possible, as pairs of such indices. */
  moved: [number, number][];
}
/** A page. */
export interface PageReport {
  /** The name of the page. */
  name: string;
  /** The address of the page. */
  url: string;
}
/** A field on one side. */
export interface Place {
  /** The index of the field in `Report.fields`. */
  index: number;
  /** The value on one line: decoded where it says something else, otherwise as it is written. */
  text: string;
  /** The span of the whole field. */
  span: Span;
}
/** What is wrong with a file as a whole; its locale key is `groups.problem.<id>`. */
export type Problem = "empty" | "binary" | "cut";
/** The profile of a set of sent messages and bounces. */
export interface Profile {
  /** The number of messages that were read. */
  messages: number;
  /** The number of notices of refusal or delay. */
  bounces: number;
  /** The number of complaints (ARF reports, RFC 5965). */
  complaints: number;
  /** The number of messages without a readable date, which belong to no day. */
  undated: number;
  /** The days on which something was sent or came back, in the sender's own time zone. */
  days: DayReport[];
  /** The number of messages in each of the 24 hours of the sender's day. */
  hours: number[];
  /** The most messages within any 24 hours. */
  mostMessages: number;
  /** The most recipients within any 24 hours, counted once for each message. */
  mostRecipients: number;
  /** The most recipients of one message. */
  mostTogether: number;
  /** The documented limits of providers, beside these figures. */
  limits: LimitCheck[];
  /** How many messages have how many recipients: pairs of a lower bound and the number of messages that reach it but not the next one. */
  recipients: [number, number][];
  /** The number of messages that show a Bcc field. */
  bcc: number;
  /** Why messages came back, the most frequent first. */
  reasons: ReasonReport[];
  /** How steady the sender is: From, Return-Path, HELO, IP address, program. */
  steadiness: Steadiness[];
  /** The results of authentication over time, by month. */
  authentication: AuthPeriod[];
  /** The number of messages whose Message-ID is that of an earlier one. */
  repeatedIds: number;
  /** The number of messages that have a Message-ID. */
  withId: number;
  /** What header fields cannot tell. */
  unseen: ProfileUnseen[];
  /** The limits of our own that were reached; their locale keys are `groups.limit.<id>`. */
  reached: LimitReport[];
}
/** What no header field tells about a sender; its locale key is `profile.unseen.<id>`. */
export type ProfileUnseen = "spam-button" | "reputation" | "bcc" | "others" | "accepted";
/** What one provider asks of a sender. */
export interface ProviderReport {
  /** The provider, as a locale key below `asks.`: `gmail`, `yahoo`, `outlook`, `icloud`, `general`, and if the mail goes to them `docomo`, `au`, `softbank`, `laposte`, `orange`. */
  provider: string;
  /** Each thing that it asks for; empty if they are only counted. */
  lines: LineReport[];
  /** How many of them are in each state, if they are only counted. */
  counts?: StateCounts;
}
/** A value, and where it was read. */
export interface Quoted {
  /** The span of the value. */
  span: Span;
  /** The value, to be shown as text. */
  text: string;
}
/** Why a difference has its place in the list. */
export type Rank = "rule" | "read" | "other";
/** Why a recipient was refused. */
export type Reason = "user-unknown" | "host-unknown" | "moved" | "recipient-filter" | "mailbox-full" | "account-shut" | "suppressed" | "sender-refused" | "content" | "message-too-large" | "mailbox-limit" | "spam" | "virus" | "policy" | "security" | "not-compliant" | "complaint" | "authentication" | "reputation" | "server-blocked" | "reverse-name" | "expired" | "network" | "relay-denied" | "not-accepting" | "server-trouble" | "server-full" | "delivery-program" | "too-fast" | "too-many-connections" | "encryption" | "protocol" | "delivered" | "automatic-answer" | "unclear";
/** A reason for refusals. */
export interface ReasonReport {
  /** The locale key of its meaning; `profile.reason.unknown` if nothing is known. */
  id: string;
  /** The number of refused recipients. */
  count: number;
}
/** What was undone to read the input; `docs/input.md` says how each is known. */
export type RepairKind = "charset" | "bom" | "line-ends" | "html" | "no-break" | "indentation" | "quote-marks" | "blank-lines" | "transfer-encoding" | "encoded-part" | "escapes" | "table" | "full-width" | "forwarded" | "link-tails" | "joined" | "images" | "folding" | "smart" | "cut-end" | "mbox-from";
/** One thing that was undone in order to read the text. */
export interface RepairReport {
  /** What was undone; its locale key is `repair.<id>`. */
  id: RepairKind;
  /** The number of lines or places. */
  count: number;
  /** The first place. */
  span: Span;
  /** What it was exactly, if there is a choice: the charset. */
  detail?: string;
}
/** Everything that was found in one text. */
export interface Report {
  /** The version of this crate. */
  version: string;
  /** The kind of text that was pasted. */
  kind: Kind;
  /** The unit of all spans. */
  unit: Unit;
  /** The sentence (`verdict.<id>`) that says what matters most. */
  verdict: Sentence;
  /** What was undone in order to read the text. */
  repairs: RepairReport[];
  /** The messages in the text, to choose from; empty if it holds only one. */
  messages: MessageReport[];
  /** The index in `messages` of the one that everything else is about; 0 without a choice. */
  message: number;
  /** The limits that were reached. */
  limits: LimitReport[];
  /** The trust boundary. */
  boundary: BoundaryReport;
  /** The fields that were inspected, in order; for a bounce, those of the returned message. */
  fields: FieldReport[];
  /** The fields of the notice itself, for a bounce; they are shown but not judged. */
  outerFields: FieldReport[];
  /** The Received fields, oldest first: the way that the message took. */
  hops: HopReport[];
  /** Who is named, and in which role. */
  identities: IdentityReport[];
  /** The results of authentication, as recorded and as claimed. */
  authentication: AuthReport[];
  /** The program that made the message. */
  mailer: MailerReport;
  /** What filters wrote into the message. */
  filters: FilterReport[];
  /** The findings, the most serious first. */
  findings: FindingReport[];
  /** The number of findings of each level. */
  counts: Counts;
  /** The points that public filters would add, by those of their stock rules that we test in the same way. */
  weights: WeightReport[];
  /** What providers ask of a sender, and what the fields show of it; empty without fields. */
  requirements: ProviderReport[];
  /** What header fields cannot show, the most useful to know first. */
  unseen: Unseen[];
  /** Who refused what; absent unless the text is a bounce or a notice. */
  bounce?: BounceReport;
}
/** The role in which somebody is named. */
export type Role = "from" | "sender" | "reply-to" | "return-path" | "helo" | "dkim" | "list-id" | "message-id";
/** A rule that fires on one side only. */
export interface RuleDifference {
  /** The id of the rule. */
  rule: string;
  /** The side on which it fires. */
  side: Which;
  /** The level of the rule. */
  level: Level;
  /** Who says that it matters, with the weights. */
  sources: SourceReport[];
}
/** One rule. */
export interface RuleReport {
  /** Kebab-case; words are `rule.<id>.title`, `.found`, `.why`, `.fix`. */
  id: string;
  /** Level. */
  level: Level;
  /** Group. */
  group: Group;
  /** Who says that it matters. */
  sources: SourceReport[];
}
/** A sentence: its locale key and its values. */
export interface Sentence {
  /** The locale key. */
  id: string;
  /** The values, by name. */
  args: Args;
}
/** Who must act on a refusal. */
export type Side = "sender" | "recipient" | "either";
/** One of the two messages as a whole. */
export interface SideReport {
  /** The kind of text that was given. */
  kind: Kind;
  /** Whether the fields are those that a bounce returned. */
  returned: boolean;
  /** The number of header fields. */
  fields: number;
  /** The length of the header fields in bytes. */
  headerBytes: number;
  /** The media types of the parts, in order; empty without a body. */
  parts: string[];
  /** The points that public filters' stock rules would add. */
  weights: WeightReport[];
}
/** The kind of source that says that something matters. */
export type SourceKind = "rfc" | "spamassassin" | "rspamd" | "page" | "observed";
/** A source that says that something matters. */
export interface SourceReport {
  /** The kind of source. */
  kind: SourceKind;
  /** The name: `RFC 5322 §3.6`, that of a test, that of a page. */
  name: string;
  /** Whether ours is the same test as the filter's. */
  same: boolean;
  /** The reply code that goes with it. */
  code?: string;
  /** The address of the page. */
  url?: string;
  /** The points that the filter adds by default. */
  weight?: number;
}
/** A half-open range of the text, in the unit that the report names. */
export type Span = [start: number, end: number];
/** How far the SMTP dialogue had gone when the message was refused. */
export type Stage = "connect" | "ehlo" | "mail" | "rcpt" | "data";
/** What the fields show of a requirement. */
export type State = "met" | "not-met" | "unseen" | "not-applicable";
/** How many of the things that a provider asks for are in each state. */
export interface StateCounts {
  /** The number of those that the fields show to be met. */
  met: number;
  /** The number of those that the fields show not to be met. */
  notMet: number;
  /** The number of those that fields cannot show, or these do not. */
  unseen: number;
  /** The number of those that are asked of another kind of mail. */
  notApplicable: number;
}
/** How steady one identity is. */
export interface Steadiness {
  /** The identity; its locale key is `profile.role.<role>`. */
  role: SteadyRole;
  /** The number of different values. */
  distinct: number;
  /** The most frequent values, at most 20. */
  values: ValueReport[];
  /** How often the value is another than in the message before. */
  changes: number;
  /** The first of these changes, at most 20. */
  changed: ChangeReport[];
}
/** An identity whose steadiness filters watch. */
export type SteadyRole = "from" | "return-path" | "helo" | "ip" | "mailer";
/** One thing to do next. */
export interface Step {
  /** What to do; its locale key is `compare.experiment.<id>`. */
  id: StepKind;
  /** The values in the sentence. */
  args: Args;
  /** The indices in `differences` of those that it tells apart. */
  differences: number[];
}
/** What to do next in order to tell differences apart. */
export type StepKind = "control" | "elsewhere" | "halve" | "other-half" | "repeat" | "add" | "remove" | "set" | "move" | "respell" | "form";
/** The kind of a trace that a program left. */
export type TraceKind = "message-id" | "boundary" | "field-order" | "companions";
/** A trace that a program left. */
export interface TraceReport {
  /** What shows it; its locale key is `trace.<kind>`. */
  kind: TraceKind;
  /** The value as it is written. */
  value: Quoted;
  /** The names of the programs that it fits. */
  programs: string[];
}
/** One trait. */
export interface TraitName {
  /** The kind of trait; its locale key is `groups.trait.<kind>`. */
  kind: string;
  /** The value of the trait, taken from a message except for rules and classes. */
  value: string;
}
/** Traits that exactly the same messages have. */
export interface TraitReport {
  /** The names of the traits. */
  names: TraitName[];
  /** The traits that exactly the other messages have. */
  opposite: TraitName[];
  /** The number of refused messages with the traits. */
  refused: number;
  /** The number of accepted messages with the traits. */
  accepted: number;
  /** The probability that chance alone sets the groups at least this far apart (Fisher's exact test, two-sided). */
  p: number;
  /** The same probability, corrected for the number of questions (Holm). */
  adjusted: number;
  /** Whether chance is an unlikely reason: `adjusted` is at most 0.05. */
  finding: boolean;
}
/** What the offsets of a span count. */
export type Unit = "bytes" | "utf16";
/** What header fields cannot show, the most useful to know first; its locale key is `unseen.<id>`. */
export type Unseen = "body" | "reputation" | "complaints" | "volume" | "blocklists" | "dns";
/** One value, and how often it occurs. */
export interface ValueReport {
  /** The value, taken from a message. */
  value: string;
  /** The number of messages with it. */
  count: number;
  /** The time of the first message with it, in seconds since 1970; 0 if it has no date. */
  first: number;
  /** The time of the last message with it, in the same way. */
  last: number;
}
/** A difference that any two messages have. */
export interface Volatile {
  /** The name of the field as it is written. */
  field: string;
  /** Why it does not count; its locale key is `compare.volatile.<reason>`. */
  reason: VolatileReason;
  /** The field on the left. */
  left: Place;
  /** The field on the right. */
  right: Place;
  /** The changed tokens. */
  tokens: Aspect;
}
/** Why a difference tells nothing: any two messages have it. */
export type VolatileReason = "id" | "date" | "trace" | "signature" | "recipient";
/** The points that one public filter would add. */
export interface WeightReport {
  /** The filter. */
  filter: Filter;
  /** The version whose defaults are used. */
  version: string;
  /** The sum of the points of its tests that hit; an estimate. */
  sum: number;
  /** The points from which on the filter marks a mail as spam, by its defaults. */
  threshold: number;
  /** The points from which on it refuses a mail; `null` if it only marks. */
  refuses: number | null;
  /** Its tests that hit, each once. */
  rules: WeightRuleReport[];
}
/** One test of a filter that hit. */
export interface WeightRuleReport {
  /** The filter's name for the test. */
  name: string;
  /** The points that it adds or, if negative, takes away. */
  points: number;
}
/** One of the two messages. */
export type Which = "left" | "right";
/** The result of `inspect_bytes`: the text that the spans point into, and the report. */
export interface Inspected {
  text: string;
  report: Report;
}
/** What is known of the messages of a file. */
export type Fate = "refused" | "accepted" | "sent";
