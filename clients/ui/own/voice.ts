/* voice.ts -- who answers a scan: whoever leads the team, about it, or the people of it, about themselves. Only what
 * they would say otherwise has words of its own. */
import type { ScanLevel, ScanQuestion } from '../../core/types';
import type { Texts } from '../reading';

export type AnsweredBy = 'leader' | 'team';

type T = Texts['t'];

export const questionSaid = (t: T, voice: AnsweredBy, question: ScanQuestion): string => {
  if (voice === 'leader') return t(`scan.q_${question}`);
  switch (question) {
    case 'too_much':
    case 'looking_back':
    case 'mistakes':
    case 'help':
    case 'offer':
      return t(`scan.q_${question}`);
    default:
      return t(`we.q_${question}`);
  }
};

export const levelSaid = (t: T, voice: AnsweredBy, level: ScanLevel): string =>
  voice === 'team' && level === 'leader' ? t('we.level_leader') : t(`scan.level_${level}`);
