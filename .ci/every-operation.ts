// Calls each operation of a node with the client that OpenAPI Generator makes for TypeScript. Run by .ci/openapi.
import {
  AdminApi, Configuration, ContextApi, DreamsApi, PatternsApi, ProfileApi, ReflectionsApi, SessionsApi,
  DreamStatus, PatternType, Role, SessionStatus,
} from './typescript/index';

declare const process: { argv: string[]; exit(code: number): never };

const [, , address, id, userToken, agentToken, adminToken] = process.argv;
const called = new Set<string>();

const as = (token: string) => new Configuration({
  basePath: `${address}/clarify`,
  headers: { Authorization: `Bearer ${token}` },
  fetchApi: (input, init) => {
    const path = new URL(input.toString()).pathname.replace('/clarify', '');
    called.add(`${init?.method} ${path.replace(/(?<=\/)[0-9a-f-]{36}|(?<=\/kinds\/)\w+/g, '{}')}`);
    return fetch(input, init);
  },
});

function expect(holds: boolean, what: string): void {
  if (!holds) {
    throw new Error(`It is not so: ${what}`);
  }
}

async function sessions(own: SessionsApi, ofUser: SessionsApi): Promise<string> {
  const session = (await own.createSession({ createSessionRequest: { title: 'A talk' }, idempotencyKey: 'a key' })).id;
  const other = (await ofUser.createSessionOfUser({ user: id, createSessionRequest: {} })).id;
  const ours = { user: id, sessionId: session };
  await own.appendMessage({ sessionId: session, appendMessageRequest: { content: 'I was at sea.' } });
  await ofUser.appendMessageOfUser({ ...ours, appendMessageOfUserRequest: { content: 'Tell me more.' } });
  const recordTurnRequest = { messages: [{ role: Role.User, content: 'There was a lighthouse.' }] };
  expect((await ofUser.recordTurn({ ...ours, recordTurnRequest })).includes('A talk'), 'a turn is answered with the context');
  expect((await ofUser.recordExplainedTurn({ ...ours, recordTurnRequest, budget: 500 })).budget === 500, 'an explained turn');
  expect((await own.listMessages({ sessionId: session, limit: 10 })).length === 4, 'four messages');
  expect((await ofUser.listMessagesOfUser(ours)).length === 4, 'four messages of the user');
  await own.updateSession({ id: session, updateSessionRequest: { title: 'The sea' } });
  await own.changeSessionStatus({ id: other, changeSessionStatusRequest: { status: SessionStatus.Archived } });
  expect((await own.getSession({ id: session })).title === 'The sea', 'the new title');
  expect((await ofUser.getSessionOfUser(ours)).messageCount === 4, 'the count of messages');
  await own.deleteSession({ id: other });
  expect((await own.listSessions({ status: SessionStatus.Active })).length === 1, 'one active session');
  expect((await ofUser.listSessionsOfUser({ user: id })).length === 1, 'one session of the user');
  return session;
}

async function dreams(own: DreamsApi, reflections: ReflectionsApi): Promise<void> {
  const dream = (await own.createDream({ createDreamRequest: { title: 'A boat' } })).id;
  await own.updateDream({ id: dream, updateDreamRequest: { title: 'A lighthouse', description: null } });
  await own.changeDreamStatus({ id: dream, changeDreamStatusRequest: { status: DreamStatus.Achieved } });
  expect((await own.getDream({ id: dream })).achievedAt instanceof Date, 'the date of a dream that came true');
  expect((await own.listDreams({ status: DreamStatus.Achieved })).length === 1, 'one dream that came true');
  const createReflectionRequest = {
    dreamId: dream, dream: 'A lighthouse', plan: 'To build it', relationship: 'With the sea', offering: 'A light',
  };
  const reflection = (await reflections.createReflection({ createReflectionRequest })).id;
  expect((await reflections.getReflection({ id: reflection })).plan === 'To build it', 'the plan');
  expect((await reflections.listReflections()).length === 1, 'one reflection');
  await reflections.deleteReflection({ id: reflection });
  await own.deleteDream({ id: dream });
}

async function patterns(own: PatternsApi, ofUser: PatternsApi, session: string): Promise<void> {
  const recorded = await ofUser.recordPatterns({ user: id, recordPatternRequest: [
    { patternType: PatternType.Tension, content: 'Torn between two coasts', sessionId: session },
    { patternType: PatternType.Tension, content: 'Afraid of the deep' },
  ] });
  expect((await own.listPatterns()).length === 2, 'two patterns');
  await own.deletePattern({ id: recorded[0].id });
  await ofUser.deletePatternOfUser({ user: id, id: recorded[1].id });
  expect((await ofUser.listPatternsOfUser({ user: id })).length === 0, 'no pattern');
}

async function contexts(own: ContextApi, ofUser: ContextApi, session: string): Promise<void> {
  expect((await own.getContext()).includes('The sea'), 'the context');
  expect((await own.getExplainedContext({ session, budget: 200, fresh: 'required' })).budget === 200, 'the explained context');
  expect((await ofUser.getContextOfUser({ user: id })).includes('The sea'), 'the context of the user');
  expect((await ofUser.getExplainedContextOfUser({ user: id })).text.includes('The sea'), 'the explained context of the user');
}

async function administration(admin: AdminApi): Promise<void> {
  expect((await admin.explainContextOfUser({ user: id })).text.includes('The sea'), 'the context of a user');
  expect((await admin.warmCacheOfUser({ user: id })).failed === 0, 'nothing failed');
  await admin.getCacheOfUser({ user: id });
  await admin.getCacheStatus();
  expect((await admin.getMetrics()).includes('clarify_build_info'), 'the metrics');
  await admin.getOutboxStatus();
  expect((await admin.listNodes()).length > 0, 'a node');
  await admin.purgeCacheOfUser({ user: id });
  await admin.purgeCacheOfKind({ kind: 'dreams' });
  await admin.purgeCache();
  await admin.resetCircuit();
}

async function everything(): Promise<void> {
  const [user, agent, admin] = [userToken, agentToken, adminToken].map(as);
  const profile = new ProfileApi(user);
  await profile.putProfile({ putProfileRequest: { name: 'Maya' } });
  const session = await sessions(new SessionsApi(user), new SessionsApi(agent));
  await dreams(new DreamsApi(user), new ReflectionsApi(user));
  await patterns(new PatternsApi(user), new PatternsApi(agent), session);
  await contexts(new ContextApi(user), new ContextApi(agent), session);
  await administration(new AdminApi(admin));
  await profile.updateProfile({ updateProfileRequest: { name: 'Maya Cohen' } });
  const read = await profile.getProfileRaw({});
  expect((await read.value()).name === 'Maya Cohen', 'the name');
  expect((await new ProfileApi(agent).getProfileOfUser({ user: id })).name === 'Maya Cohen', 'the name for the service');
  expect((await profile.exportJournal()).complete, 'everything');
  await profile.deleteProfile({ ifMatch: read.raw.headers.get('ETag') ?? undefined });

  const document = await (await fetch(`${address}/clarify/openapi.yaml`)).text();
  const documented = document.match(/operationId: /g)?.length;
  expect(called.size === documented, `${called.size} of ${documented} operations were called:\n${[...called].sort().join('\n')}`);
  console.log(`Each of ${documented} operations was called.`);
}

everything().catch((failure) => {
  console.error(failure);
  process.exit(1);
});
