// Generated from the Rust types: `cargo run -p schema`.
/** A typed value for the words of a finding; the page formats it, the words only place it. */
export type Arg = { type: "text"; value: string } | { type: "field"; value: string } | { type: "domain"; value: string } | { type: "address"; value: string } | { type: "ip"; value: string } | { type: "count"; value: number } | { type: "duration"; value: number } | { type: "instant"; value: { unix: number; offset: number | null } } | { type: "word"; value: string } | { type: "list"; value: Arg[] };
/** Values for the words of one sentence, by the name of their placeholder. */
export type Args = Record<string, Arg>;
/** One respect in which two fields differ. */
export interface Aspect {
  /** Locale key below `compare.trait.`. */
  id: string;
  /** The changed tokens on the left. */
  left: Span[];
  /** The changed tokens on the right. */
  right: Span[];
}
/** Results of one method in one month. */
export interface AuthPeriod {
  /** Year and month, as year × 12 + month − 1. */
  month: number;
  /** `spf`, `dkim`, `dmarc` … */
  method: string;
  /** Messages that passed. */
  pass: number;
  /** Messages that did not. */
  other: number;
}
/** One result of authentication. */
export interface AuthReport {
  /** Number in `fields`. */
  field: number;
  /** `spf`, `dkim`, `dmarc`, `arc`, `compauth` …, lower case. */
  method: string;
  /** `pass`, `fail`, `none` …, lower case; `present` for a signature without a recorded result. */
  result: string;
  /** Whether the receiver stamped it. */
  trusted: boolean;
  /** Place. */
  span: Span;
  /** Whether that domain is aligned with From. */
  aligned?: boolean;
  /** Who says so: authserv-id or receiving host. */
  by?: string;
  /** Details as written: selector, reason, comment. */
  detail?: string;
  /** The domain it speaks of. */
  domain?: string;
}
/** Who wrote a line. */
export type Author = "receiver" | "relay" | "sender";
/** A bounce. */
export interface BounceReport {
  /** Locale key below `format.`. */
  format: string;
  /** What it is. */
  kind: NoticeKind;
  /** Per recipient. */
  failures: FailureReport[];
  /** Whether header fields of the refused message came back. */
  returned: boolean;
  /** Who wrote the notice. */
  reporter?: Quoted;
}
/** How the trust boundary was decided. */
export type BoundaryBasis = "" | "none" | "received-chain" | "single-hop" | "gmail" | "exchange-online" | "returned";
/** The trust boundary. */
export interface BoundaryReport {
  /** How it was decided; words are `boundary.<how>`. */
  how: BoundaryBasis;
  /** The receiver's domain. */
  receiver?: string;
}
/** How two fields differ. */
export type Change = "added" | "missing" | "changed" | "moved" | "respelled" | "judged";
/** A change from one message to the next. */
export interface ChangeReport {
  /** When, seconds since 1970. */
  unix: number;
  /** What it was before. */
  from: string;
  /** What it is then. */
  to: string;
}
/** A claim. */
export interface ClaimReport {
  /** Number in `fields`. */
  field: number;
  /** As written. */
  value: Quoted;
  /** Its id. */
  id?: string;
  /** Known program: its name. */
  program?: string;
}
/** The shape in which a time is hidden. */
export type ClockKind = "outlook-message-id" | "hidemaru-message-id" | "amazon-ses" | "google" | "mail-ru" | "hubspot" | "groupwise" | "mailjet" | "exim" | "javamail" | "python" | "pegasus" | "mimekit" | "notes" | "next-part-boundary" | "exchange-boundary" | "date-in-words" | "timestamp" | "epoch" | "thread-index";
/** A hidden clock. */
export interface ClockReport {
  /** In which shape; words are `clock.<kind>`. */
  kind: ClockKind;
  /** As written. */
  value: Quoted;
  /** Seconds that Date is later. */
  difference?: number;
  /** Zone of Date, minutes, for showing. */
  offset?: number;
  /** Seconds since 1970 UTC (a local clock was moved by the zone of Date); absent if impossible. */
  unix?: number;
}
/** What was found in all files. */
export interface Collected {
  /** The refused beside the accepted. */
  groups: Groups;
  /** What a filter counts of their sender. */
  profile: Profile;
}
/** Two messages compared, and what each of them gives by itself. */
export interface Compared {
  /** What differs. */
  comparison: Comparison;
  /** The report on the left message. */
  left: Report;
  /** The report on the right message. */
  right: Report;
}
/** Two messages compared. Spans on the left point into the left text, on the right into the right. */
export interface Comparison {
  /** Version of this crate. */
  version: string;
  /** The unit of all spans. */
  unit: Unit;
  /** One sentence (`compare.verdict.<id>`) that says what was found. */
  verdict: Sentence;
  /** The left message. */
  left: SideReport;
  /** The right message. */
  right: SideReport;
  /** What differs, the most looked at by public filters first. */
  differences: Difference[];
  /** What differs only because every message differs. */
  volatile: Volatile[];
  /** The order of the fields. */
  order: Order;
  /** What to send next to tell the differences apart. */
  experiment: Step[];
}
/** Numbers of findings. */
export interface Counts {
  /** Errors. */
  error: number;
  /** Warnings. */
  warning: number;
  /** Notes. */
  note: number;
}
/** One day. */
export interface DayReport {
  /** Seconds since 1970 of its midnight, as if it were UTC. */
  unix: number;
  /** Messages sent. */
  messages: number;
  /** Their recipients, counted for each message. */
  recipients: number;
  /** Different recipients. */
  distinct: number;
  /** The most messages within one hour of the clock. */
  busiestHour: number;
  /** Messages that came back. */
  bounces: number;
}
/** One difference: one field, and all that comes of it. */
export interface Difference {
  /** The field's name as written; several for fields that moved or travelled, joined by `, `. */
  field: string;
  /** How they differ. */
  kind: Change;
  /** What it is about, the most looked at first; words are `compare.trait.<id>`. */
  aspects: Aspect[];
  /** Why it stands where it stands. */
  rank: Rank;
  /** `compare.says.<id>` and values. */
  says: Sentence;
  /** Rules that fire on one side only and look at this. */
  rules: RuleDifference[];
  /** Filters and pages that are known to read it. */
  sources: SourceReport[];
  /** On the left. */
  left?: Place;
  /** On the right. */
  right?: Place;
}
/** One refused recipient. */
export interface FailureReport {
  /** Who must act. */
  side: Side;
  /** Numbers in `fields` of those that the reason points at. */
  fields: number[];
  /** `failed`, `delayed` … */
  action?: string;
  /** SMTP reply code. */
  code?: Quoted;
  /** Whether the address is useless for good (a hard bounce). */
  hard?: boolean;
  /** Host that refused. */
  host?: Quoted;
  /** Whether trying again is useless. */
  permanent?: boolean;
  /** Locale key below `provider.`. */
  provider?: string;
  /** Why, in one word: locale key below `reason.`. */
  reason?: Reason;
  /** Address. */
  recipient?: Quoted;
  /** Page to read. */
  reference?: string;
  /** Month in which that page was read, `2026-11`. */
  referenceDate?: string;
  /** Locale keys `status.<id>.meaning` and `.action`; `unregistered` for a code in no registry. */
  registry?: string;
  /** The server's own words, unfolded. */
  reply?: Quoted;
  /** Locale keys `response.<id>.meaning` and `.action`. */
  response?: string;
  /** Stage. */
  stage?: Stage;
  /** Enhanced status code. */
  status?: Quoted;
}
/** One line of the header block. */
export interface FieldReport {
  /** Name as written; empty for a line that is no field. */
  name: string;
  /** The whole line with its continuations, without the last line end. */
  span: Span;
  /** The name. */
  nameSpan: Span;
  /** The value without white space around. */
  valueSpan: Span;
  /** Number of its first line in the text, from 1. */
  line: number;
  /** Who wrote it. */
  author: Author;
  /** Charsets that were decoded. */
  charsets?: string[];
  /** Value as people read it, where that differs from the raw text: unfolded, encoded-words, punycode and RFC 2231 undone; dates in UTC as ISO 8601. */
  decoded?: string;
}
/** What was read out of one file. */
export interface FileReport {
  /** Messages that were counted. */
  messages: number;
  /** Messages without header fields. */
  unread: number;
  /** Numbers of the first of these in the file, from 1. */
  unreadAt: number[];
  /** What is wrong with the file as a whole: `groups.problem.<id>`. */
  problem?: Problem;
}
/** A public filter whose points are known. */
export type Filter = "spamassassin" | "rspamd";
/** A filter's verdict. */
export interface FilterReport {
  /** Locale key below `filter.`. */
  filter: string;
  /** Locale key below `filter.value.`. */
  id: string;
  /** Values. */
  args: Args;
  /** How the reading is known: a sentence below `basis.`. */
  basis: Sentence;
  /** Whether it is the opinion of a server before the one that stamped the field. */
  previous: boolean;
  /** Place. */
  span: Span;
  /** Whether it says spam. */
  spam: boolean;
  /** Who wrote it. */
  author: Author;
}
/** A finding. */
export interface FindingReport {
  /** Rule id; words are `rule.<id>.title`, `.found`, `.why`, `.fix`. */
  rule: string;
  /** Level. */
  level: Level;
  /** Group. */
  group: Group;
  /** Places; empty when something is missing. */
  spans: Span[];
  /** Values. */
  args: Args;
  /** Sources. */
  sources: SourceReport[];
}
/** What kind of trouble; it decides the level, so that nobody argues levels per rule. */
export type Group = "broken" | "deceptive" | "required" | "unauthenticated" | "disliked" | "odd" | "informative";
/** Two groups compared. */
export interface Groups {
  /** Messages that were refused. */
  refused: number;
  /** Messages that were accepted. */
  accepted: number;
  /** `groups.verdict.<id>`. */
  verdict: Sentence;
  /** Questions asked: traits that could have been telling, those that go together once. */
  tested: number;
  /** Whether what the way writes was left out, since only one of the groups has travelled. */
  wayLeftOut: boolean;
  /** The most telling first. */
  traits: TraitReport[];
  /** Limits that were reached; words are `groups.limit.<id>`. */
  reached: LimitReport[];
}
/** One hop. */
export interface HopReport {
  /** Number in `fields`. */
  field: number;
  /** Whether encrypted. */
  tls: boolean;
  /** Whether the client logged in. */
  authenticated: boolean;
  /** Who wrote it. */
  author: Author;
  /** Server. */
  by?: Quoted;
  /** Seconds since the hop before; negative when clocks disagree. */
  delay?: number;
  /** The name the client gave. */
  helo?: Quoted;
  /** Client address. */
  ip?: Quoted;
  /** Zone as written, minutes. */
  offset?: number;
  /** Reverse name as looked up by the server. */
  rdns?: Quoted;
  /** Time: seconds since 1970. */
  time?: number;
  /** Protocol. */
  with?: Quoted;
}
/** Somebody named by the message. */
export interface IdentityReport {
  /** In which role; words are `role.<role>`. */
  role: Role;
  /** Number in `fields`. */
  field: number;
  /** Address or domain, as read. */
  value: Quoted;
  /** Domain, A-labels. */
  domain: string;
  /** Organisational domain. */
  org: string;
  /** Who wrote it. */
  author: Author;
  /** Whether it has the organisational domain of From; absent where there is nothing to compare. */
  aligned?: boolean;
  /** Display name, decoded. */
  name?: string;
  /** The same with U-labels, where that differs. */
  unicode?: string;
}
/** What was pasted. */
export type Kind = "empty" | "not-mail" | "fields" | "message" | "bounce" | "notice";
/** How serious a finding is. */
export type Level = "error" | "warning" | "note";
/** A documented limit. */
export interface LimitCheck {
  /** Whose. */
  id: string;
  /** What it counts; words are `profile.measure.<measure>`. */
  measure: Measure;
  /** The limit. */
  limit: number;
  /** The most that was seen. */
  seen: number;
  /** Whether that is more. */
  over: boolean;
  /** The provider's name. */
  name: string;
  /** The page that says so. */
  url: string;
  /** Date of the copy that was read (year and month); empty where it tells none. */
  read: string;
}
/** A limit of our own. */
export type LimitKind = "bytes" | "fields" | "messages" | "header" | "traits" | "values" | "sent" | "recipients";
/** A limit that was reached. */
export interface LimitReport {
  /** Which; words are `limit.<id>`, in groups `groups.limit.<id>`. */
  id: LimitKind;
  /** The limit. */
  limit: number;
  /** What was given, where counted. */
  actual: number;
}
/** One thing that a provider asks for. */
export interface LineReport {
  /** Locale key below `requirement.`. */
  id: string;
  /** What the fields show of it. */
  state: State;
  /** Whether it is asked of those only who send thousands of messages a day. */
  bulk: boolean;
  /** Where it is written. */
  source: PageReport;
  /** The day of the copy of that page that was read, `2026-07-02`. */
  checked: string;
  /** Rules whose findings say that it is not met. */
  findings: string[];
  /** The refusal that the provider documents for it. */
  code?: string;
  /** Locale key below `look.`: where to see what the fields do not show. */
  look?: string;
  /** Whether the provider's own refusal says that it is not met. */
  refused?: boolean;
  /** What shows it. */
  span?: Span;
}
/** The program. */
export interface MailerReport {
  /** What X-Mailer or User-Agent says. */
  claims: ClaimReport[];
  /** Traces. */
  traces: TraceReport[];
  /** Hidden clocks. */
  clocks: ClockReport[];
  /** Names of the programs that most traces fit; the claimed one alone where it is among them. Only where the verdict is `MailerVerdict::Contradicts` or `MailerVerdict::Unknown`. */
  fits: string[];
  /** What traces say of the claim; words are `mailer.<verdict>`. */
  verdict: MailerVerdict;
}
/** What the traces say about the program that the message claims. */
export type MailerVerdict = "" | "none" | "unknown" | "fits" | "contradicts" | "not-checked";
/** What a provider's limit counts. */
export type Measure = "messages" | "recipients" | "together";
/** One of several messages in the input. */
export interface MessageReport {
  /** All of it, without blank lines around. */
  span: Span;
  /** Number of its first line in the text, from 1. */
  line: number;
  /** Value of From, decoded. */
  from?: string;
  /** Subject, decoded. */
  subject?: string;
}
/** What the notice is. */
export type NoticeKind = "refused" | "delayed" | "delivered" | "complaint" | "answer";
/** The order of the fields, and which is which. */
export interface Order {
  /** Names on the left, in order. */
  left: string[];
  /** Names on the right, in order. */
  right: string[];
  /** The same field on both sides: numbers in `Report.fields`, ascending on the left. */
  pairs: [number, number][];
  /** What moved, as few as possible: numbers in `Report.fields` on the left and on the right. */
  moved: [number, number][];
}
/** A page. */
export interface PageReport {
  /** Its name. */
  name: string;
  /** Its address. */
  url: string;
}
/** A field on one side. */
export interface Place {
  /** Its number in `Report.fields`. */
  index: number;
  /** The value on one line, decoded. */
  text: string;
  /** The whole field. */
  span: Span;
}
/** What is wrong with a file as a whole; words are `groups.problem.<id>`. */
export type Problem = "empty" | "binary" | "cut";
/** The profile of a set of sent messages and bounces. */
export interface Profile {
  /** Messages that were read. */
  messages: number;
  /** Notices of refusal or delay. */
  bounces: number;
  /** Complaints (ARF reports). */
  complaints: number;
  /** Messages without a readable date: they are in no day. */
  undated: number;
  /** Days on which something was sent or came back, in the sender's own time zone. */
  days: DayReport[];
  /** Messages by the hour of the sender's day. */
  hours: number[];
  /** The most messages within any 24 hours. */
  mostMessages: number;
  /** The most recipients within any 24 hours, counted for each message. */
  mostRecipients: number;
  /** The most recipients of one message. */
  mostTogether: number;
  /** Documented limits beside these. */
  limits: LimitCheck[];
  /** How many messages have so many recipients: at least the bound, less than the next. */
  recipients: [number, number][];
  /** Messages that show a Bcc field. */
  bcc: number;
  /** Why messages came back, the most frequent first. */
  reasons: ReasonReport[];
  /** How steady the sender is: From, Return-Path, HELO, IP address, program. */
  steadiness: Steadiness[];
  /** Results of authentication over time, by month. */
  authentication: AuthPeriod[];
  /** Messages whose Message-ID stands in an earlier one too. */
  repeatedIds: number;
  /** Messages that have a Message-ID. */
  withId: number;
  /** What header fields cannot tell. */
  unseen: ProfileUnseen[];
  /** Limits of our own that were reached; words are `groups.limit.<id>`. */
  reached: LimitReport[];
}
/** What no header field tells of a sender; words are `profile.unseen.<id>`. */
export type ProfileUnseen = "spam-button" | "reputation" | "bcc" | "others" | "accepted";
/** What one provider asks of a sender. */
export interface ProviderReport {
  /** Locale key below `asks.`: `gmail`, `yahoo`, `outlook`, `icloud`, `general`; `docomo`, `au`, `softbank`, `laposte`, `orange` where the mail goes to them. */
  provider: string;
  /** Each thing that it asks for; empty where they are counted instead. */
  lines: LineReport[];
  /** How many of them are in each state, where they are only counted. */
  counts?: StateCounts;
}
/** A value and where it was read. */
export interface Quoted {
  /** Place. */
  span: Span;
  /** Value, for showing as text. */
  text: string;
}
/** Why a difference stands where it stands in the list. */
export type Rank = "rule" | "read" | "other";
/** Why a recipient was refused. */
export type Reason = "user-unknown" | "host-unknown" | "moved" | "recipient-filter" | "mailbox-full" | "account-shut" | "suppressed" | "sender-refused" | "content" | "message-too-large" | "mailbox-limit" | "spam" | "virus" | "policy" | "security" | "not-compliant" | "complaint" | "authentication" | "reputation" | "server-blocked" | "reverse-name" | "expired" | "network" | "relay-denied" | "not-accepting" | "server-trouble" | "server-full" | "delivery-program" | "too-fast" | "too-many-connections" | "encryption" | "protocol" | "delivered" | "automatic-answer" | "unclear";
/** A reason for refusals. */
export interface ReasonReport {
  /** Locale key of its meaning; `profile.reason.unknown` where nothing is known. */
  id: string;
  /** Refused recipients. */
  count: number;
}
/** What was undone to read the input; `docs/input.md` says how each is known. */
export type RepairKind = "charset" | "bom" | "line-ends" | "html" | "no-break" | "indentation" | "quote-marks" | "blank-lines" | "transfer-encoding" | "encoded-part" | "escapes" | "table" | "full-width" | "forwarded" | "link-tails" | "joined" | "images" | "folding" | "smart" | "cut-end" | "mbox-from";
/** A repair. */
export interface RepairReport {
  /** What was undone; words are `repair.<id>`. */
  id: RepairKind;
  /** Lines or places. */
  count: number;
  /** The first place. */
  span: Span;
  /** What it was exactly, where there is a choice: the charset. */
  detail?: string;
}
/** All of it. */
export interface Report {
  /** Version of this crate. */
  version: string;
  /** What was pasted. */
  kind: Kind;
  /** The unit of all spans. */
  unit: Unit;
  /** One sentence (`verdict.<id>`) that says what matters most. */
  verdict: Sentence;
  /** What was undone to read the input. */
  repairs: RepairReport[];
  /** The messages of the input, to choose from; empty where it holds only one. */
  messages: MessageReport[];
  /** Number in `messages` of the one that all else is about; 0 without a choice. */
  message: number;
  /** Limits that were reached. */
  limits: LimitReport[];
  /** Where the trust ends. */
  boundary: BoundaryReport;
  /** The fields that were inspected (of the returned message, for a bounce), in order. */
  fields: FieldReport[];
  /** Fields of the notice itself, for a bounce; shown, not judged. */
  outerFields: FieldReport[];
  /** Received fields, oldest first: the way the message went. */
  hops: HopReport[];
  /** Who is named, in which role. */
  identities: IdentityReport[];
  /** Authentication, as recorded and as claimed. */
  authentication: AuthReport[];
  /** The program. */
  mailer: MailerReport;
  /** What filters wrote. */
  filters: FilterReport[];
  /** Most serious first. */
  findings: FindingReport[];
  /** How many findings of each level. */
  counts: Counts;
  /** What public filters' stock rules that we test the same would add. */
  weights: WeightReport[];
  /** What providers ask of a sender, and what the fields show of it; empty where no fields came. */
  requirements: ProviderReport[];
  /** What header fields cannot show, most useful first. */
  unseen: Unseen[];
  /** Who refused what; absent unless a bounce or notice. */
  bounce?: BounceReport;
}
/** In which role somebody is named. */
export type Role = "from" | "sender" | "reply-to" | "return-path" | "helo" | "dkim" | "list-id" | "message-id";
/** A rule that fires on one side only. */
export interface RuleDifference {
  /** Its id. */
  rule: string;
  /** Where it fires. */
  side: Which;
  /** Level. */
  level: Level;
  /** Who says that it matters, with weights. */
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
/** A sentence: locale key and values. */
export interface Sentence {
  /** Locale key. */
  id: string;
  /** Values. */
  args: Args;
}
/** Who must act. */
export type Side = "sender" | "recipient" | "either";
/** One message of the two, as a whole. */
export interface SideReport {
  /** What was given. */
  kind: Kind;
  /** Whether the fields came back inside a bounce. */
  returned: boolean;
  /** Number of fields. */
  fields: number;
  /** Bytes of the header fields. */
  headerBytes: number;
  /** Media types of the parts, in order. */
  parts: string[];
  /** What public filters' stock rules would add. */
  weights: WeightReport[];
}
/** Who says that something matters. */
export type SourceKind = "rfc" | "spamassassin" | "rspamd" | "page" | "observed";
/** A source. */
export interface SourceReport {
  /** What it is. */
  kind: SourceKind;
  /** `RFC 5322 §3.6`, a rule name, a page's name. */
  name: string;
  /** Whether it is the same test. */
  same: boolean;
  /** Reply code that goes with it. */
  code?: string;
  /** Address. */
  url?: string;
  /** Default weight. */
  weight?: number;
}
/** A half-open range of the text, in the unit that the report names. */
export type Span = [start: number, end: number];
/** How far the SMTP dialogue went before the refusal. */
export type Stage = "connect" | "ehlo" | "mail" | "rcpt" | "data";
/** What the fields show of a requirement. */
export type State = "met" | "not-met" | "unseen" | "not-applicable";
/** How many of the things that a provider asks for are in each state. */
export interface StateCounts {
  /** The fields show that they are met. */
  met: number;
  /** The fields show that they are not. */
  notMet: number;
  /** Fields do not show them, or these do not. */
  unseen: number;
  /** They are asked of another kind of mail. */
  notApplicable: number;
}
/** How steady one identity is. */
export interface Steadiness {
  /** Which; words are `profile.role.<role>`. */
  role: SteadyRole;
  /** How many different ones. */
  distinct: number;
  /** The most frequent ones. */
  values: ValueReport[];
  /** How often the value is another than in the message before. */
  changes: number;
  /** The first few of these changes. */
  changed: ChangeReport[];
}
/** An identity whose steadiness filters watch. */
export type SteadyRole = "from" | "return-path" | "helo" | "ip" | "mailer";
/** One thing to do next. */
export interface Step {
  /** What to do; words are `compare.experiment.<id>`. */
  id: StepKind;
  /** Values. */
  args: Args;
  /** Numbers in `differences` that it tells apart. */
  differences: number[];
}
/** What to do next to tell differences apart. */
export type StepKind = "control" | "elsewhere" | "halve" | "other-half" | "repeat" | "add" | "remove" | "set" | "move" | "respell" | "form";
/** The kind of a trace that a program left. */
export type TraceKind = "message-id" | "boundary" | "field-order" | "companions";
/** A trace. */
export interface TraceReport {
  /** What shows it; words are `trace.<kind>`. */
  kind: TraceKind;
  /** As written. */
  value: Quoted;
  /** Names of programs that it fits. */
  programs: string[];
}
/** One trait. */
export interface TraitName {
  /** Words are `groups.trait.<kind>`. */
  kind: string;
  /** Which one: out of a message, but for rules and classes. */
  value: string;
}
/** Traits that always go together. */
export interface TraitReport {
  /** All of them. */
  names: TraitName[];
  /** Traits that exactly the other messages have. */
  opposite: TraitName[];
  /** Refused messages with it. */
  refused: number;
  /** Accepted messages with it. */
  accepted: number;
  /** How often chance alone would part the groups at least so far (Fisher's exact test, two-sided). */
  p: number;
  /** The same, corrected for the number of questions (Holm). */
  adjusted: number;
  /** Whether chance is an unlikely reason. */
  finding: boolean;
}
/** What a span counts. */
export type Unit = "bytes" | "utf16";
/** What header fields cannot show; words are `unseen.<id>`. The most useful to know comes first. */
export type Unseen = "body" | "reputation" | "complaints" | "volume" | "blocklists" | "dns";
/** One value and how often it is there. */
export interface ValueReport {
  /** The value: out of a message. */
  value: string;
  /** Messages. */
  count: number;
  /** First seen, seconds since 1970. */
  first: number;
  /** Last seen. */
  last: number;
}
/** A difference that every two messages have. */
export interface Volatile {
  /** The field's name. */
  field: string;
  /** Why it does not count; words are `compare.volatile.<reason>`. */
  reason: VolatileReason;
  /** On the left. */
  left: Place;
  /** On the right. */
  right: Place;
  /** The changed tokens. */
  tokens: Aspect;
}
/** Why a difference tells nothing: every two messages have it. */
export type VolatileReason = "id" | "date" | "trace" | "signature" | "recipient";
/** A sum of weights. */
export interface WeightReport {
  /** Which filter. */
  filter: Filter;
  /** Which version's defaults. */
  version: string;
  /** What its stock tests that hit add together; an estimate. */
  sum: number;
  /** The points from which on the filter marks a mail as spam, by its defaults. */
  threshold: number;
  /** The points from which on it refuses a mail; none where it only marks. */
  refuses: number | null;
  /** Its tests that hit, each once. */
  rules: WeightRuleReport[];
}
/** One test of a filter that hit. */
export interface WeightRuleReport {
  /** The filter's name for it. */
  name: string;
  /** What it adds; below nought, what it takes away. */
  points: number;
}
/** Which message. */
export type Which = "left" | "right";
/** The result of `inspect_bytes`: the text that the spans point into, and the report. */
export interface Inspected {
  text: string;
  report: Report;
}
/** What is known of the messages of a file. */
export type Fate = "refused" | "accepted" | "sent";
