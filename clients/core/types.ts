/* types.ts -- the generated words of the protocol under the names that the screens use, and the
 * envelopes around them. Nothing else imports from generated/. */
import {
  close_words,
  curtain_words,
  lang_words,
  LIMITS,
  pace_words,
  phase_words,
  projector_view_words,
  scan_question_words,
  step_words,
} from './generated/protocol';
import type {
  BefellRecord,
  BefellRoundRecord,
  BlockRecord,
  CauseRecord,
  CardRecord,
  Command,
  DebriefRoomRecord,
  DecidedRecord,
  DilemmaRecord,
  HappenedRecord,
  LeaderLoadRecord,
  LeaderWeekRecord,
  MatrixRowRecord,
  MeRecord,
  MemberIntroRecord,
  MemberTeamRecord,
  MyRoundRecord,
  OptionOddsRecord,
  OptionTitleRecord,
  OptionRecord,
  OwnLevelRecord,
  OwnMemberRecord,
  OwnTeamRecord,
  PersonRecord,
  PriceRecord,
  ReasonRecord,
  RoomConsequenceRecord,
  RoomProgressRecord,
  RoomResultRecord,
  RoomTeamRecord,
  RoomTimerRecord,
  RoundRecord,
  Sections,
  SeriesRecord,
  SessionRecord,
  ShiftRecord,
  TrainerMemberRecord,
  TrainerDilemmaRecord,
  TrainerRecord,
  TrainerRoomRecord,
  WayDecisionRecord,
  WayMemberRecord,
  WayRecord,
  WaysRecord,
  WhatIfRecord,
  DebriefRecord,
  ByeWord,
  CertaintyWord,
  CloseWord,
  FaultWord,
  KeyRefusalWord,
  LangWord,
  LayerWord,
  OwnAssumedWord,
  PaceWord,
  PhaseWord,
  ProjectorViewWord,
  QualityWord,
  RejectWord,
  RoleWord,
  RuleWord,
  ScanLevelWord,
  ScanQuestionWord,
  StepWord,
  DoorsBody,
  ScanMadeBody,
  ExportBody,
  ExportRoundBody,
  ExportTeamBody,
  DraftCheckedBody,
  DraftDilemmaBody,
  DraftLoadedBody,
  InterventionBody,
  OpenableBody,
  OpenableScenarioBody,
  RefusedScenarioBody,
  AddressesBody,
  RetoldBody,
  RoleLinkBody,
  ScenarioCardBody,
  ScenarioPreviewBody,
  ScenariosBody,
  SeatMadeBody,
  KeyHolderBody,
  KeyMadeBody,
  KeyRevokedBody,
  ListedSessionBody,
  NamedKeyBody,
  NamedKeysBody,
  SessionMadeBody,
  SessionsBody,
  SessionSettingsBody,
  ToldBody,
  TroubleBody,
  TryoutBody,
  TryoutDilemmaBody,
  TryoutReportBody,
  VocabularyBody,
  WithdrawnBody,
  TimeMs,
  Changes,
  ClientMessage,
  SectionName,
  ServerMessage,
} from './generated/protocol';

export type { Changes, ClientMessage, Command, SectionName, Sections, ServerMessage, TimeMs };
export { PROTOCOL_VERSION, ROW_NAMES, SUBPROTOCOLS } from './generated/protocol';
export type Doors = DoorsBody;
export type ScanMade = ScanMadeBody;
export type Export = ExportBody;
export type ExportRound = ExportRoundBody;
export type ExportTeam = ExportTeamBody;
export type DraftChecked = DraftCheckedBody;
export type DraftDilemma = DraftDilemmaBody;
export type DraftLoaded = DraftLoadedBody;
export type Intervention = InterventionBody;
export type KeyHolder = KeyHolderBody;
export type KeyMade = KeyMadeBody;
export type KeyRevoked = KeyRevokedBody;
export type NamedKey = NamedKeyBody;
export type NamedKeys = NamedKeysBody;
export type Openable = OpenableBody;
export type OpenableScenario = OpenableScenarioBody;
export type RefusedScenario = RefusedScenarioBody;
export type Addresses = AddressesBody;
export type Retold = RetoldBody;
export type RoleLink = RoleLinkBody;
export type ScenarioCard = ScenarioCardBody;
export type ScenarioPreview = ScenarioPreviewBody;
export type Scenarios = ScenariosBody;
export type SeatMade = SeatMadeBody;
export type ListedSession = ListedSessionBody;
export type Sessions = SessionsBody;
export type SessionMade = SessionMadeBody;
export type SessionSettings = SessionSettingsBody;
export type Told = ToldBody;
export type Trouble = TroubleBody;
export type Tryout = TryoutBody;
export type TryoutDilemma = TryoutDilemmaBody;
export type TryoutReport = TryoutReportBody;
export type Vocabulary = VocabularyBody;
export type Withdrawn = WithdrawnBody;
export type Block = BlockRecord;
export type Card = CardRecord;
export type Cause = CauseRecord;
export type Debrief = DebriefRecord;
export type DebriefRoom = DebriefRoomRecord;
export type Decided = DecidedRecord;
export type Dilemma = DilemmaRecord;
export type Happened = HappenedRecord;
export type LeaderLoad = LeaderLoadRecord;
export type LeaderWeek = LeaderWeekRecord;
export type MatrixRow = MatrixRowRecord;
export type Me = MeRecord;
export type MemberIntro = MemberIntroRecord;
export type MemberTeam = MemberTeamRecord;
export type MyRound = MyRoundRecord;
export type Option = OptionRecord;
export type OptionOdds = OptionOddsRecord;
export type OptionTitle = OptionTitleRecord;
export type OwnLevel = OwnLevelRecord;
export type OwnMember = OwnMemberRecord;
export type OwnTeam = OwnTeamRecord;
export type Person = PersonRecord;
export type Price = PriceRecord;
export type Reason = ReasonRecord;
export type Befell = BefellRecord;
export type BefellRound = BefellRoundRecord;
export type RoomConsequence = RoomConsequenceRecord;
export type RoomProgress = RoomProgressRecord;
export type RoomResult = RoomResultRecord;
export type RoomTeam = RoomTeamRecord;
export type RoomTimer = RoomTimerRecord;
export type Round = RoundRecord;
export type Series = SeriesRecord;
export type Session = SessionRecord;
export type Shift = ShiftRecord;
export type Trainer = TrainerRecord;
export type TrainerDilemma = TrainerDilemmaRecord;
export type TrainerMember = TrainerMemberRecord;
export type TrainerRoom = TrainerRoomRecord;
export type Way = WayRecord;
export type WayDecision = WayDecisionRecord;
export type WayMember = WayMemberRecord;
export type Ways = WaysRecord;
export type WhatIf = WhatIfRecord;

export type Bye = ByeWord;
export type Certainty = CertaintyWord;
export type Close = CloseWord;
export type Fault = FaultWord;
export type KeyRefusal = KeyRefusalWord;
export type Lang = LangWord;
export type Layer = LayerWord;
export type OwnAssumed = OwnAssumedWord;
export type Pace = PaceWord;
export type Phase = PhaseWord;
export type ProjectorView = ProjectorViewWord;
export type Quality = QualityWord;
export type Reject = RejectWord;
export type Role = RoleWord;
export type Rule = RuleWord;
export type ScanLevel = ScanLevelWord;
export type ScanQuestion = ScanQuestionWord;
export type Step = StepWord;

export const {
  ROOM_ALL,
  REASON_CHARS_MAX,
  NOTE_CHARS_MAX,
  MESSAGE_CHARS_MAX,
  HAPPENING_CHARS_MAX,
  NAME_CHARS_MAX,
  TITLE_CHARS_MAX,
} = LIMITS;
export const OUTBOX_MAX = LIMITS.COMMANDS_KNOWN_MAX; // The server remembers no more ids of a seat.

export const phases: readonly Phase[] = phase_words;
export const langs: readonly Lang[] = lang_words;
export const steps: readonly Step[] = step_words; // In the order in which they are played.
export const scanQuestions: readonly ScanQuestion[] = scan_question_words; // In the order of the answers.
export const paces: readonly Pace[] = pace_words;
export const closings: readonly Close[] = close_words;
export const projectorViews: readonly ProjectorView[] = projector_view_words;
export const curtains = curtain_words;
const letters = ['A', 'B', 'C', 'D'] as const;
export const letterOf = (option: number): string => letters[option] ?? '?';

/* A command with the id that makes it count once, however often it is sent. */
export interface Pending {
  readonly id: number;
  readonly command: Command;
  readonly acked?: number; // It is safe; the view with this number shows it.
}
