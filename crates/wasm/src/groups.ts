/** What is known of the messages of a file. */
export type Fate = "refused" | "accepted" | "sent";

/** What was read out of one file. */
export interface FileReport {
  messages: number;
  unread: number;
  /** Numbers of the first unread ones in the file, from 1. */
  unreadAt: number[];
  problem?: "empty" | "binary" | "cut";
}

/** What was found in all files. */
export interface Collected { groups: Groups; profile: Profile }

/** The refused beside the accepted. */
export interface Groups {
  refused: number;
  accepted: number;
  verdict: Sentence;
  tested: number;
  wayLeftOut: boolean;
  traits: TraitReport[];
  reached: LimitReport[];
}
export interface TraitReport {
  names: TraitName[];
  opposite: TraitName[];
  refused: number;
  accepted: number;
  p: number;
  adjusted: number;
  finding: boolean;
}
export interface TraitName { kind: string; value: string }

/** What a filter counts of a sender. */
export interface Profile {
  messages: number;
  bounces: number;
  complaints: number;
  undated: number;
  days: DayReport[];
  hours: number[];
  mostMessages: number;
  mostRecipients: number;
  mostTogether: number;
  limits: LimitCheck[];
  /** The least number of recipients of a class, and how many messages are in it. */
  recipients: [from: number, messages: number][];
  bcc: number;
  reasons: ReasonReport[];
  steadiness: Steadiness[];
  authentication: AuthPeriod[];
  repeatedIds: number;
  withId: number;
  unseen: string[];
  reached: LimitReport[];
}
export interface DayReport { unix: number; messages: number; recipients: number; distinct: number; busiestHour: number; bounces: number }
export interface LimitCheck {
  id: string;
  measure: "messages" | "recipients" | "together";
  limit: number;
  seen: number;
  over: boolean;
  name: string;
  url: string;
  read: string;
}
export interface ReasonReport { id: string; count: number }
export interface Steadiness { role: string; distinct: number; values: ValueReport[]; changes: number; changed: ChangeReport[] }
export interface ValueReport { value: string; count: number; first: number; last: number }
export interface ChangeReport { unix: number; from: string; to: string }
/** `month`: year × 12 + month − 1. */
export interface AuthPeriod { month: number; method: string; pass: number; other: number }
