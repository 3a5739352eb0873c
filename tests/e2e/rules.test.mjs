// rules.test.mjs -- how a room decides and who moves it on, in real browsers: a tie, an objection, a
// spokesperson who goes away, the trainer who decides, rooms at the gate. Programs take the chairs
// whose screens do not matter.
// Takes long.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { advance, createSession, participant } from '../lib/people.mjs';
import { Person, SIZES, holds } from '../lib/browser.mjs';
import { browser, kept, openWall, server } from '../lib/stage.mjs';

/** A session in the decision step; `first` is what the others chose. The phone sits down first, so it is the first
 * spokesperson. */
async function deciding(settings, first) {
  const session = await createSession(server, {
    mode: 'one_room',
    rooms_count: 1,
    close: 'everyone',
    diagnosis_skipped: true,
    ...settings,
  });
  kept(session.trainer);
  const phone = kept(await phoneAt(session.code, 'Fatima'));
  const others = [];
  for (let i = 0; i < first.length; i++) others.push(kept(await participant(server, session.code, `Nummer ${i}`)));
  const desk = kept(await deskOf(session));
  await session.trainer.say('session_start');
  await advance(session.trainer, 'choice');
  await phone.at('choice');
  await phone.page.locator('.option').nth(0).click();
  for (const [i, option] of first.entries())
    await others[i].say('vote_cast', { round: 0, option, confidence: 0, reason: '' });
  await phone.at('discussion');
  await advance(session.trainer, 'decision');
  await phone.at('decision');
  return { session, phone, others, desk };
}

async function phoneAt(code, name, room) {
  const phone = await Person.open(browser, `${server.origin}/?c=${code}`, { name });
  await phone.sitDown(name, room);
  return phone;
}

/** The dashboard of a session that was made elsewhere, as on another laptop of the same trainer. */
async function deskOf(session) {
  const desk = await Person.open(browser, `${server.origin}/trainer/#t=${session.token}`, {
    size: SIZES.laptop,
    name: 'trainer',
  });
  await desk.page.locator('.desk-controls').waitFor();
  return desk;
}

const second = (who, option) => who.say('second_cast', { round: 0, option });
const bar = (phone, name) => phone.page.locator('.bar').getByRole('button', { name, exact: true });

/** A session in the choice step, with a phone and a program in the room. */
async function choosing(settings) {
  const session = await createSession(server, {
    mode: 'one_room',
    rooms_count: 1,
    diagnosis_skipped: true,
    closing_seconds: 60, // Long enough to look at; that it ends by itself is what every other test waits for.
    ...settings,
  });
  kept(session.trainer);
  const phone = kept(await phoneAt(session.code, 'Fatima'));
  const other = kept(await participant(server, session.code, 'Wim'));
  await session.trainer.say('session_start');
  await advance(session.trainer, 'choice');
  await phone.at('choice');
  return { ...session, phone, other, room: (test, what) => session.trainer.until((l) => test(l.sections), what) };
}

const closes = ({ timer }) => timer.rooms[0].closing_ms > 0;

/** The first word line of the week in the bar, how many hours are added in it, and whether all of it is in view. */
const weekOf = (phone) =>
  phone.page.locator('.bar .week').evaluate((week) => ({
    said: week.querySelector('.week-words').textContent,
    adds: week.querySelectorAll('.week-adds').length,
    inView: week.getBoundingClientRect().top > 0 && week.getBoundingClientRect().bottom <= innerHeight,
  }));

test("the leader's week stays in view while options are read, and shows what the one in hand adds", {
  timeout: 300_000,
}, async () => {
  const { phone } = await choosing({ scenario: 'de-nieuwe-vrijheid' });
  const { page } = phone;
  const inputs = page.locator('.option input');
  const titles = await page.locator('.option strong').allInnerTexts();
  const hoursOf = async (i) => {
    const [hours] = await page.locator('.option').nth(i).locator('.price-item').allInnerTexts();
    return hours === phone.t('price.no_hours') ? 0 : Number.parseInt(hours, 10) * (hours.includes('terug') ? -1 : 1);
  };
  assert.equal((await weekOf(phone)).adds, 0, 'nothing is picked yet');
  for (const [i] of titles.entries()) {
    await inputs.nth(i).focus();
    await page.keyboard.press('Space');
    await phone.see(phone.t('stored.stored'));
    await page.locator('.option').nth(i).scrollIntoViewIfNeeded();
    const letter = 'ABCD'[i];
    const isSaid = (words) => document.querySelector('.bar .week-words').textContent.includes(words);
    await holds(page, isSaid, `met ${letter}`);
    const { said, adds, inView } = await weekOf(phone);
    assert.ok(inView, `in view at ${letter}`);
    assert.equal(adds, Math.max(0, await hoursOf(i)), said);
    const covered = await page.evaluate(() => {
      const card = document.activeElement.closest('.option').getBoundingClientRect();
      return document.querySelector('.bar').getBoundingClientRect().top < card.top + card.height / 2;
    });
    assert.ok(!covered, `the option with the focus is read, not covered: ${letter}`);
  }
  await phone.axe('the week in the bar');
  await phone.picture('week-in-the-bar');
});

test('parts that get more and less than they ask are one sentence: on a phone, the wall and the desk', {
  timeout: 300_000,
}, async () => {
  const { phone, other, token, projector_token } = await choosing({ scenario: 'kort-het-gastenboek' });
  const { options } = other.sections.round.dilemma;
  const { price } = options.find((one) => one.price.less > 0 && one.price.more > 0);
  const said = phone.t('price.both', { n: price.less, m: price.more });
  const wall = await openWall({ projector_token });
  const desk = kept(await deskOf({ token }));
  const apart = options.filter((one) => one.price.less > 0 !== one.price.more > 0).length;
  for (const [who, where] of [
    [phone, '.option'],
    [wall, '.wall-options'],
    [desk, '.odds'],
  ]) {
    await who.see(said);
    const words = await who.page.locator(`${where} .price-item`).allInnerTexts();
    assert.equal(words.filter((one) => one === said).length, 1, who.name);
    assert.equal(words.filter((one) => one.includes('dan dit vraagt')).length, apart, who.name);
  }
  await wall.legible('one sentence for parts that get more and less');
  await wall.picture('both-wall');
  await desk.picture('both-desk');
  await phone.picture('both-phone');
});

test('arrow keys pass over the options; Enter votes, and nobody is pushed on', { timeout: 300_000 }, async () => {
  const { phone, other, trainer, room } = await choosing({});
  await other.say('vote_cast', { round: 0, option: 1, confidence: 0, reason: '' });
  await phone.page.locator('.option input').first().focus();
  await phone.page.keyboard.press('ArrowDown');
  await bar(phone, phone.t('choice.choose', { letter: 'B' })).waitFor();
  await room(({ progress }) => progress.rooms[0].holding === 1, 'a room that waits for who is picking');
  await phone.page.keyboard.press('ArrowDown');
  await phone.picture('phone-picked');
  assert.equal(trainer.sections.progress.rooms[0].done, 1, 'passing over is not voting');
  await phone.page.keyboard.press('Enter');
  await room(({ progress }) => progress.rooms[0].done === 2, 'the vote');
  await room(closes, 'a quiet moment for all');
  await phone.see(phone.t('closing.all_chose'));
  await phone.axe('a step that closes');
  await phone.picture('phone-closing');
  await advance(trainer, 'discussion');
  await phone.at('discussion');
  assert.deepEqual(trainer.sections.result.rooms[0].first.slice(0, 3), [0, 1, 1]);
});

test('while somebody types the room waits, and what stands there is sent when the step ends', {
  timeout: 300_000,
}, async () => {
  const { phone, other, trainer, room } = await choosing({});
  await phone.page.locator('.option').nth(0).click();
  await other.say('vote_cast', { round: 0, option: 1, confidence: 0, reason: '' });
  await room(closes, 'a step that closes');
  await bar(phone, phone.t('closing.wait')).click();
  await phone.see(phone.t('closing.holding'));
  await phone.picture('phone-holding');
  await room((all) => !closes(all), 'a clock that stands');
  await bar(phone, phone.t('closing.go_on')).click();
  await room(closes, 'a clock that runs again');
  await phone.page.locator('textarea').pressSequentially('Eerst rust');
  await room((all) => !closes(all), 'a room that waits for a sentence');
  await room(closes, 'the quiet after it'); // It was stored when the typing stopped.
  await phone.page.locator('textarea').pressSequentially(' en dan');
  await advance(trainer, 'discussion');
  await room(({ result }) => result.rooms[0].reasons[0]?.text === 'Eerst rust en dan', 'the sentence as it stood');
});

test('the story is one tap away in every step, and who comes late reads a recap first', {
  timeout: 300_000,
}, async () => {
  const { phone, trainer, code } = await choosing({ closing_seconds: 1 });
  await phone.page.locator('.option').nth(1).click();
  await phone.see(phone.t('stored.stored'));
  for (const step of ['choice', 'discussion', 'decision', 'consequence', 'reflection']) {
    await advance(trainer, step);
    await phone.at(step);
    assert.equal(await phone.page.locator('.recap').count(), 0, 'who was there needs no recap');
    const again = phone.button('story.again');
    await again.focus();
    await phone.page.keyboard.press('Enter');
    await phone.page.locator('dialog .story p').first().waitFor();
    if (step === 'choice') {
      await phone.axe('the story again');
      await phone.picture('phone-story-again');
    }
    await phone.page.keyboard.press('Escape');
    await phone.page.locator('dialog').waitFor({ state: 'detached' });
    assert.ok(await again.evaluate((one) => one === document.activeElement), 'the focus is back where it was');
    if (step === 'choice') {
      assert.ok(await phone.page.locator('.option input').nth(1).isChecked());
      const late = kept(await phoneAt(code, 'Laat'));
      await late.page.locator('.recap').waitFor();
      await late.see(late.t('recap.at_choice'));
      await late.axe('a recap');
      await late.picture('phone-recap');
      await late.page.reload();
      await late.page.locator('.recap').waitFor(); // Nothing was read yet.
      await late.click('recap.done');
      await late.page.locator('.recap').waitFor({ state: 'detached' });
    }
  }
});

test('by keyboard the focus is never lost, and steps and counts are said once', { timeout: 300_000 }, async () => {
  const session = await createSession(server, {
    mode: 'one_room',
    rooms_count: 1,
    pace: 'room',
    diagnosis_skipped: true,
  });
  kept(session.trainer);
  const phone = kept(await phoneAt(session.code, 'Fatima'));
  const other = kept(await participant(server, session.code, 'Wim'));
  await phone.page
    .locator('.hidden-text', { hasText: phone.t('chair.you_idle') })
    .first()
    .waitFor({ state: 'attached' });
  await session.trainer.say('session_start');
  await phone.at('situation');
  const focused = () => phone.page.evaluate(() => document.activeElement?.textContent);
  const says = (words) => phone.page.locator('main [role=status]', { hasText: words }).waitFor({ state: 'attached' });
  await bar(phone, phone.t('ready.read')).focus();
  await phone.page.keyboard.press('Enter');
  await bar(phone, phone.t('ready.not_yet')).waitFor();
  assert.equal(await focused(), phone.t('ready.not_yet'), 'what takes the place of the button');
  await says(phone.t('ready.count', { n: 1, m: 2 }));
  await other.say('ready_set', { round: 0, step: 'situation', ready: true });
  await phone.at('choice');
  await holds(phone.page, (title) => document.activeElement?.textContent === title, phone.t('choice.title'));
  await says(`${phone.t('step.choice')}, ${phone.t('step.of', { n: 2, m: 6 })}.`);
  await phone.axe('by keyboard');
});

test('a tie falls to the spokesperson, who is offered only what is tied', { timeout: 600_000 }, async () => {
  const { session, phone, others, desk } = await deciding({ rule: 'majority' }, [0, 0, 1, 1]);
  await phone.page.locator('.option').nth(2).click();
  await phone.see(phone.t('stored.stored'));
  for (const [i, option] of [0, 0, 1, 1].entries()) await second(others[i], option);
  await phone.see(phone.t('decision.lead_tie_mine'));
  // It is a new task: the heading has the focus.
  await holds(phone.page, () => document.activeElement?.tagName === 'H1');
  await phone.page.locator('.option').nth(1).waitFor();
  assert.equal(await phone.page.locator('.option').count(), 2);
  await phone.axe('a tie, spokesperson');
  await desk.see(desk.t('trainer.hint_tie'));
  await phone.page.locator('.option').nth(1).click();
  await bar(phone, phone.t('decision.make')).click();
  await phone.at('consequence');
  await session.trainer.until((l) => l.sections.trainer.rooms[0].decision === 1, 'B, as the spokesperson said');
});

test('with consensus the dissenter is asked at the thumb, and an objection keeps it open', {
  timeout: 600_000,
}, async () => {
  const { session, phone, others, desk } = await deciding({ rule: 'consensus' }, [1, 1]);
  await phone.page.locator('.option').nth(0).click();
  await second(others[0], 1);
  await second(others[1], 2);
  await desk.see(desk.t('trainer.hint_tie_talk')); // The spokesperson cannot end it here: nobody says so.
  await second(others[1], 1);
  const yes = bar(phone, phone.t('consensus.lives', { letter: 'B' }));
  await yes.waitFor(); // Asked by name, on the own phone.
  await phone.see(phone.t('consensus.asked', { name: 'Fatima', letter: 'B', title: '' }).slice(0, 30));
  await phone.picture('phone-asked');
  await bar(phone, phone.t('consensus.object')).click();
  await phone.page.getByLabel(phone.t('consensus.reason')).fill('Niet zonder de directie');
  await phone.page.getByLabel(phone.t('consensus.reason')).blur();
  await phone.see(phone.t('consensus.talk')); // When the time to object is over: at once would tell whose it is.
  await desk.see('Niet zonder de directie');
  await desk.see(desk.t('trainer.hint_objection'));
  await phone.axe('an objection');
  await desk.axe('an objection, trainer');
  await phone.click('consensus.withdraw'); // "I can live with it after all": asked anew, and answered.
  await phone.at('consequence');
  await phone.see(phone.t('decided_by.consensus'));
  await phone.see(phone.t('decided_by.count', { n: 2, m: 3 })); // By which rule, and with how many.
  await phone.picture('phone-how-decided');
  await session.trainer.until((l) => l.sections.trainer.rooms[0].decision === 1, 'B, with consensus');
});

test('a yes at the thumb counts, silence is told as silence, and a vote after the trainer’s move as late', {
  timeout: 600_000,
}, async () => {
  const { session, phone, others, desk } = await deciding({ rule: 'consensus' }, [1, 1]);
  const decisionOver = () => advance(session.trainer, 'consequence');
  await phone.page.locator('.option').nth(0).click();
  for (const one of others) await second(one, 1);
  await bar(phone, phone.t('consensus.lives', { letter: 'B' })).click();
  await phone.see(phone.t('consensus.answered', { letter: 'B' }));
  await session.trainer.until((l) => l.sections.result.rooms[0].otherwise === 1, 'one who chose otherwise');
  await decisionOver();
  await phone.see(phone.t('decided_by.consensus'));
  // The second time somebody else chose otherwise and says nothing, and this phone is too late.
  await advance(session.trainer, 'reflection');
  await session.trainer.say('room_next', { room: 0, round: 0, step: 'reflection' });
  await advance(session.trainer, 'choice');
  for (const [i, one] of others.entries())
    await one.say('vote_cast', { round: 1, option: i, confidence: 0, reason: '' });
  await advance(session.trainer, 'decision');
  await phone.at('decision');
  await phone.page.locator('.option').nth(1).click();
  await phone.see(phone.t('stored.stored'));
  await others[0].say('second_cast', { round: 1, option: 1 });
  await others[1].say('second_cast', { round: 1, option: 0 });
  await session.trainer.until((l) => l.sections.result.rooms[0].otherwise === 1, 'one who is asked');
  await phone.context.setOffline(true);
  await phone.page.locator('.option').nth(2).click();
  await phone.see(phone.t('stored.on_phone'));
  await decisionOver();
  await phone.context.setOffline(false);
  await phone.see(phone.sentence('reject.round_over'));
  await phone.see(phone.t('decided_by.silence'));
  await phone.see(phone.t('decided_by.silent', { n: 1 }));
  await desk.see(desk.t('decided_by.silence'));
  await desk.see(desk.t('decided_by.silent', { n: 1 }));
});

test('whoever becomes spokesperson can decide what was chosen before', { timeout: 600_000 }, async () => {
  const { session, phone, others, desk } = await deciding({ rule: 'spokesperson' }, [1]);
  await phone.see(phone.t('decision.lead_spokesperson_mine'));
  const next = kept(await phoneAt(session.code, 'Laatkomer'));
  await next.at('decision');
  await next.page.locator('.option').nth(2).click();
  await next.see(next.t('stored.stored'));
  await second(others[0], 1);
  await desk.see(desk.t('trainer.hint_spokesperson'));
  // The others leave, the spokesperson first; the turn comes to the one who already chose C.
  await phone.page.context().setOffline(true);
  await phone.page.goto('about:blank');
  await others[0].close();
  await next.see(next.t('decision.lead_spokesperson_mine'));
  assert.equal(await next.page.locator('.option input:checked').count(), 1);
  await bar(next, next.t('decision.make')).click();
  await next.at('consequence');
  await session.trainer.until((l) => l.sections.trainer.rooms[0].decision === 2, 'C');
});

test('nobody votes again and the first choices are even: the trainer can still choose', {
  timeout: 600_000,
}, async () => {
  const { session, phone, desk } = await deciding({ rule: 'majority' }, [1]);
  await desk.page.locator('.desk-path [aria-current=step]', { hasText: desk.t('step.decision') }).waitFor();
  await desk.page.locator('.desk-controls .nl-button--primary').click();
  await desk.page.locator('.notice').waitFor(); // Refused: a tie.
  await desk.page.getByText(desk.t('trainer.decide_self')).click();
  await desk.page
    .getByRole('button', { name: new RegExp(`^${desk.t('trainer.decide_for', { letter: 'C', title: '' })}`) })
    .click();
  await phone.at('consequence');
  await session.trainer.until((l) => l.sections.trainer.rooms[0].decision === 2, 'C, as the trainer said');
});

test('nobody chose at all: the desk says that, and not that it is a tie', { timeout: 600_000 }, async () => {
  const session = await createSession(server, { mode: 'one_room', rooms_count: 1, diagnosis_skipped: true });
  kept(session.trainer);
  const desk = kept(await deskOf(session));
  kept(await participant(server, session.code, 'Fatima'));
  await session.trainer.say('session_start');
  await advance(session.trainer, 'decision');
  await desk.see(desk.t('trainer.nobody_chose'));
  await desk.see(desk.t('trainer.hint_nobody_chose'));
  assert.equal(await desk.page.getByText(desk.t('trainer.tie')).count(), 0);
  await desk.picture('desk-nobody-chose');
});

test('where the trainer decides, the letters are there before the last vote', { timeout: 600_000 }, async () => {
  const { phone, desk } = await deciding({ rule: 'trainer' }, [1]);
  await phone.see(phone.t('decision.lead_trainer'));
  await desk.page
    .getByRole('button', { name: new RegExp(`^${desk.t('trainer.decide_for', { letter: 'D', title: '' })}`) })
    .click();
  await phone.at('consequence');
  await phone.see('De groep besloot');
});

test('rooms at their own pace: the wall waits for the slowest, the dashboard says who is at the gate', {
  timeout: 600_000,
}, async () => {
  const session = await createSession(server, {
    mode: 'rooms',
    rooms_count: 2,
    pace: 'room',
    gate: true,
    diagnosis_skipped: true,
  });
  kept(session.trainer);
  const desk = kept(await deskOf(session));
  const wall = await openWall(session);
  const phone = kept(await phoneAt(session.code, 'Fatima', 0));
  const slow = kept(await participant(server, session.code, 'Wim', 1));
  await session.trainer.say('session_start');
  await phone.at('situation');
  const title = await phone.page.locator('h1').innerText();
  await bar(phone, phone.t('ready.read')).click();
  await phone.at('choice');
  await phone.page.locator('.option').nth(0).click();
  await bar(phone, phone.t('ready.discussion')).click();
  await phone.at('decision');
  await phone.page.locator('.option').nth(0).click();
  await phone.at('consequence');
  await wall.page.getByRole('heading', { level: 1, name: title }).waitFor(); // Not what the fast room did.
  await bar(phone, phone.t('movers.look')).click();
  await bar(phone, phone.t('ready.read')).click();
  await phone.at('reflection');
  await bar(phone, phone.t('ready.reflection')).click();
  await phone.see(phone.t('ready.gate'));
  await desk.see(desk.t('trainer.hint_gate_room', { room: desk.t('room.name_0') }));
  await desk.see(desk.t('trainer.at_gate'));
  await desk.axe('a room at the gate');
  await slow.say('ready_set', { round: 0, step: 'situation', ready: true });
  await wall.page.getByRole('heading', { level: 1, name: wall.t('choice.title') }).waitFor();
  await desk.page
    .getByRole('button', {
      name: desk.t('trainer.bring_of', {
        where: desk.t('trainer.where_dilemma', { n: 2 }),
        room: desk.t('room.name_0'),
      }),
      exact: true,
    })
    .click();
  await phone.at('situation');
  const other = await phone.page.locator('h1').innerText();
  assert.notEqual(other, title);
  // The rooms are at different dilemmas: each card speaks of its own, the column beside them of the chosen room's.
  await desk.see(desk.t('trainer.dilemmas_apart', { n: 2 }));
  const cards = desk.page.locator('.room-card');
  await cards.nth(0).getByText(other, { exact: true }).waitFor();
  await cards.nth(1).getByText(title, { exact: true }).waitFor();
  const { dilemmas, rooms } = session.trainer.sections.trainer;
  const at = (room) => dilemmas.find((one) => one.dilemma === rooms[room].dilemma);
  assert.deepEqual([at(0).title, at(1).title], [other, title]);
  const question = desk.page.locator('.desk-question');
  assert.ok((await question.last().innerText()).includes(at(0).questions[0].text));
  await desk.page.getByLabel(desk.t('trainer.beside')).selectOption('1');
  assert.ok((await question.last().innerText()).includes(at(1).questions[0].text));
  await slow.say('vote_cast', { round: 0, option: 1, confidence: 2, reason: '' });
  await session.trainer.until((l) => l.sections.trainer.rooms[1].step === 'discussion', 'the end of the quiet moment');
  await slow.say('ready_set', { round: 0, step: 'discussion', ready: true });
  await cards.nth(1).getByText(desk.t('trainer.decide_self')).click();
  for (const { option, title: name } of at(1).options) {
    const letter = 'ABCD'[option];
    await cards
      .nth(1)
      .getByRole('button', { name: desk.t('trainer.decide_for', { letter, title: name }) })
      .waitFor();
  }
  await desk.picture('desk-two-dilemmas');
  // Looking back, a room is asked what its own story asks, though the first room is at another one.
  await session.trainer.say('room_decide', { room: 1, round: 0, option: 0 });
  await slow.say('ready_set', { round: 0, step: 'consequence', ready: true });
  await session.trainer.until((l) => l.sections.trainer.rooms[1].step === 'reflection', 'looking back');
  assert.notEqual(at(1).reflection, '');
  await question.last().getByText(at(1).reflection).waitFor();
});
