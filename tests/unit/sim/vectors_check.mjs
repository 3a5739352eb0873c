// vectors_check.mjs -- does the simulation as WebAssembly agree with the golden vectors: fingerprint,
// outcomes and figures after every round. One function that needs nothing around it, so that it runs
// in Node and, sent as text, in a browser.

/** The exports of the module and the parsed vectors; a line that says how much agrees, or throws the
 * first difference. */
export function checkVectors(sim, vectors) {
  const LAYERS = ['task', 'colleagues', 'leader', 'hr', 'management', 'education', 'environment', 'happening'];
  const OUTCOMES = [
    'phase',
    'regie',
    'learning_climate',
    'innovative_climate',
    'wellbeing',
    'engagement',
    'strain',
    'performance',
    'skill',
    'control',
    'load',
    'opp',
    'conditions',
    'involvement',
    'trust',
    'develop',
    'weten',
    'willen',
    'kunnen',
    'durven',
    'mogen',
    'retention',
  ];
  const FIGURES = [
    'workload',
    'mood',
    'output',
    'absence',
    'ideas',
    'training_hours',
    'reported_errors',
    'vacancies',
    '_made_errors',
  ];
  const MEMBER = [
    'phase',
    'ready_u',
    'spiral',
    'tenure',
    'skill_u',
    'weten_u',
    'willen_u',
    'kunnen_u',
    'durven_u',
    'mogen_u',
    'strain_u',
    'eng_u',
    'trust_u',
    'load',
    'vacant',
    'progress_u',
    'hurdle_u',
    'used_u',
    'tired_u',
    'wont_u',
    'routine_u',
    'usual_u',
    'sick',
    't_eng',
    't_str',
    't_load',
    't_ctl',
    't_tru',
    't_sn',
    't_open',
    't_dare',
    't_able',
    'side',
  ];

  function stage(numbers) {
    new Int32Array(sim.memory.buffer, sim.stage(), numbers.length).set(numbers);
  }

  function differ(what, expected, found) {
    if (expected !== found) throw new Error(`${what}: expected ${expected}, found ${found}`);
  }

  sim.reset();
  // The reference writes its parameters in the order of parameters.def.
  const values = Object.values(vectors.parameters).flat();
  stage(values);
  differ('number of parameter values within limits', values.length, sim.parameters());
  for (const d of vectors.catalogue) {
    stage([
      LAYERS.indexOf(d.layer),
      d.personal,
      d.delay,
      d.ramp,
      d.hold,
      d.fade,
      d.lead,
      d.change,
      d.embed,
      d.hours,
      d.load,
      d.money,
      d.drop_ppm,
      d.disrupt,
      ...d.fit,
      ...d.need,
      d.lifts.length,
      ...d.lifts.flat(),
      d.push.length,
      ...d.push.flat(),
    ]);
    differ(`fault of pulse ${d.key}`, 0, sim.pulse());
  }

  const index = new Map(vectors.catalogue.map((d, i) => [d.key, i]));
  let rounds = 0;
  for (const run of vectors.runs) {
    const { seed, leader_hours: hours, base, members } = run.initial;
    stage([...base, ...members.flatMap((m) => MEMBER.map((name) => m[name]))]);
    sim.team(seed, members.length, hours);
    let week = 0;
    for (const round of run.rounds) {
      for (let w = 0; w < vectors.weeks_per_round; w += 1, week += 1) {
        for (const c of run.choices.filter((choice) => choice.week === week)) {
          const { quality, hours, weeks, up, forced, mask, about } = c;
          const started = sim.start(index.get(c.pulse), quality, hours, weeks, up, forced, mask, about);
          differ(`${run.name} start`, 1, started);
        }
        sim.step();
      }
      const where = `${run.name}, week ${round.week}`;
      OUTCOMES.forEach((name, i) => differ(`${where}, outcomes.${name}`, round.outcomes[name], sim.outcome(i)));
      FIGURES.forEach((name, i) => differ(`${where}, indicators.${name}`, round.indicators[name], sim.figure(i)));
      differ(`${where}, fingerprint`, round.fingerprint, (sim.fingerprint() >>> 0).toString(16).padStart(8, '0'));
      rounds += 1;
    }
  }
  return `${vectors.runs.length} runs, ${rounds} rounds agree`;
}
