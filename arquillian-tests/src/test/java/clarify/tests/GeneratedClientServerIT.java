package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.OnServer;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.AdminApi;
import org.openapitools.client.api.ContextApi;
import org.openapitools.client.api.DreamsApi;
import org.openapitools.client.api.PatternsApi;
import org.openapitools.client.api.ProfileApi;
import org.openapitools.client.api.ReflectionsApi;
import org.openapitools.client.api.SessionsApi;
import org.openapitools.client.model.AppendMessageOfUserRequest;
import org.openapitools.client.model.AppendMessageRequest;
import org.openapitools.client.model.ChangeDreamStatusRequest;
import org.openapitools.client.model.ChangeSessionStatusRequest;
import org.openapitools.client.model.CreateDreamRequest;
import org.openapitools.client.model.CreateReflectionRequest;
import org.openapitools.client.model.CreateSessionRequest;
import org.openapitools.client.model.DreamStatus;
import org.openapitools.client.model.DreamView;
import org.openapitools.client.model.MessageView;
import org.openapitools.client.model.PatternType;
import org.openapitools.client.model.PatternView;
import org.openapitools.client.model.PutProfileRequest;
import org.openapitools.client.model.RecordPatternRequest;
import org.openapitools.client.model.RecordTurnRequest;
import org.openapitools.client.model.ReflectionView;
import org.openapitools.client.model.Role;
import org.openapitools.client.model.SessionStatus;
import org.openapitools.client.model.SessionView;
import org.openapitools.client.model.StoredList;
import org.openapitools.client.model.TurnMessageRequest;
import org.openapitools.client.model.UpdateDreamRequest;
import org.openapitools.client.model.UpdateProfileRequest;
import org.openapitools.client.model.UpdateSessionRequest;

/** Every operation can be called with the client that OpenAPI Generator makes of the document. */
@OnServer(Standard.class)
class GeneratedClientServerIT {
    private static final Pattern VALUE = Pattern.compile("(?<=/)[0-9a-f-]{36}|(?<=/kinds/)\\w+");
    private static final Pattern PARAMETER = Pattern.compile("\\{\\w+}");

    private final TestEnvironment environment;
    private final UUID id = UUID.randomUUID();
    private final Set<String> called = new TreeSet<>();
    private final ApiClient user;
    private final ApiClient agent;
    private final AdminApi admin;

    GeneratedClientServerIT(TestEnvironment environment) {
        this.environment = environment;
        user = client(id.toString(), "user");
        agent = client("conversation-service", "agent");
        admin = new AdminApi(client(UUID.randomUUID().toString(), "admin"));
    }

    private ApiClient client(String subject, String role) {
        var client = new ApiClient();
        client.updateBaseUri(environment.address().toString());
        client.setRequestInterceptor(request -> {
            request.header("Authorization", "Bearer " + environment.tokens().of(subject, role));
            var sent = request.build();
            String path = sent.uri().getPath().substring("/clarify".length());
            called.add(sent.method() + " " + VALUE.matcher(path).replaceAll("{}"));
        });
        return client;
    }

    private Set<String> documented() {
        String text =
                environment.atPath("/openapi.yaml").getText("").expect(200).body();
        return new OpenAPIV3Parser()
                .readContents(text).getOpenAPI().getPaths().entrySet().stream()
                        .flatMap(path -> path.getValue().readOperationsMap().keySet().stream()
                                .map(method -> method + " "
                                        + PARAMETER.matcher(path.getKey()).replaceAll("{}")))
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_operation_can_be_called() throws ApiException {
        var profile = new ProfileApi(user);
        assertThat(profile.putProfile(new PutProfileRequest().name("Maya"), null)
                        .getId())
                .isEqualTo(id);

        UUID session = callSessions();
        callDreamsAndReflections();
        callPatterns(session);
        callContexts(session);
        callAdmin();

        assertThat(profile.updateProfile(new UpdateProfileRequest().name("Maya Cohen"), null)
                        .getName())
                .isEqualTo("Maya Cohen");
        assertThat(profile.getProfile(null).getName()).isEqualTo("Maya Cohen");
        assertThat(new ProfileApi(agent).getProfileOfUser(id, null).getName()).isEqualTo("Maya Cohen");
        assertThat(profile.exportJournal().getSessions()).isNotEmpty();
        profile.deleteProfile(null);

        assertThat(called).isEqualTo(documented());
    }

    private UUID callSessions() throws ApiException {
        var own = new SessionsApi(user);
        var ofUser = new SessionsApi(agent);
        UUID session = own.createSession(new CreateSessionRequest().title("A talk"), "a key")
                .getId();
        UUID other =
                ofUser.createSessionOfUser(id, new CreateSessionRequest(), null).getId();
        own.appendMessage(session, new AppendMessageRequest().content("I was at sea."), null);
        ofUser.appendMessageOfUser(id, session, new AppendMessageOfUserRequest().content("Tell me more."), null);
        var said = new TurnMessageRequest().role(Role.USER).content("There was a lighthouse.");
        assertThat(ofUser.recordTurn(
                        id, session, new RecordTurnRequest().addMessagesItem(said), null, null, null, "a turn"))
                .contains("A talk");
        assertThat(ofUser.recordExplainedTurn(
                                id, session, new RecordTurnRequest().addMessagesItem(said), null, 500, null, null)
                        .getText())
                .contains("A talk");

        assertThat(own.listMessages(session, 10, null))
                .extracting(MessageView::getContent)
                .contains("I was at sea.", "Tell me more.", "There was a lighthouse.");
        assertThat(ofUser.listMessagesOfUser(id, session, null, null)).hasSize(4);
        assertThat(own.updateSession(session, new UpdateSessionRequest().title("The sea"), null)
                        .getTitle())
                .isEqualTo("The sea");
        assertThat(own.changeSessionStatus(other, new ChangeSessionStatusRequest().status(SessionStatus.ARCHIVED), null)
                        .getStatus())
                .isEqualTo(SessionStatus.ARCHIVED);
        assertThat(own.getSession(session, null).getMessageCount()).isEqualTo(4);
        assertThat(ofUser.getSessionOfUser(id, session, null).getTitle()).isEqualTo("The sea");
        own.deleteSession(other, null);
        assertThat(own.listSessions(SessionStatus.ACTIVE, null, null))
                .extracting(SessionView::getId)
                .containsExactly(session);
        assertThat(ofUser.listSessionsOfUser(id, null, null, null)).hasSize(1);
        return session;
    }

    private void callDreamsAndReflections() throws ApiException {
        var dreams = new DreamsApi(user);
        UUID dream = dreams.createDream(
                        new CreateDreamRequest().title("A boat").category(CreateDreamRequest.CategoryEnum.CREATIVE),
                        null)
                .getId();
        assertThat(dreams.updateDream(dream, new UpdateDreamRequest().title("A lighthouse"), null)
                        .getTitle())
                .isEqualTo("A lighthouse");
        assertThat(dreams.changeDreamStatus(dream, new ChangeDreamStatusRequest().status(DreamStatus.ACHIEVED), null)
                        .getAchievedAt())
                .isNotNull();
        assertThat(dreams.getDream(dream, null).getStatus()).isEqualTo(DreamStatus.ACHIEVED);
        assertThat(dreams.listDreams(DreamStatus.ACHIEVED, 10, null))
                .extracting(DreamView::getId)
                .containsExactly(dream);

        var reflections = new ReflectionsApi(user);
        UUID reflection = reflections
                .createReflection(
                        new CreateReflectionRequest()
                                .dreamId(dream)
                                .dream("A lighthouse")
                                .plan("To build it")
                                .relationship("With the sea")
                                .offering("A light"),
                        null)
                .getId();
        assertThat(reflections.getReflection(reflection, null).getPlan()).isEqualTo("To build it");
        assertThat(reflections.listReflections(null, null))
                .extracting(ReflectionView::getId)
                .containsExactly(reflection);
        reflections.deleteReflection(reflection, null);
        dreams.deleteDream(dream, null);
        assertThat(dreams.listDreams(null, null, null)).isEmpty();
    }

    private void callPatterns(UUID session) throws ApiException {
        var own = new PatternsApi(user);
        var ofUser = new PatternsApi(agent);
        List<PatternView> recorded = ofUser.recordPatterns(
                id,
                List.of(pattern("Torn between two coasts").sessionId(session), pattern("Afraid of the deep")),
                "a batch");
        assertThat(own.listPatterns(null, null)).hasSize(2);
        own.deletePattern(recorded.get(0).getId());
        ofUser.deletePatternOfUser(id, recorded.get(1).getId());
        assertThat(ofUser.listPatternsOfUser(id, null, null)).isEmpty();
    }

    private static RecordPatternRequest pattern(String content) {
        return new RecordPatternRequest().patternType(PatternType.TENSION).content(content);
    }

    private void callContexts(UUID session) throws ApiException {
        var own = new ContextApi(user);
        var ofUser = new ContextApi(agent);
        assertThat(own.getContext(null, null, null, null)).contains("The sea");
        assertThat(own.getExplainedContext(session, 200, "required", null).getBudget())
                .isEqualTo(200);
        assertThat(ofUser.getContextOfUser(id, null, null, null, null)).contains("The sea");
        assertThat(ofUser.getExplainedContextOfUser(id, null, null, null, null).getText())
                .contains("The sea");
    }

    private void callAdmin() throws ApiException {
        assertThat(admin.explainContextOfUser(id, null, null, null, null).getText())
                .contains("The sea");
        assertThat(admin.warmCacheOfUser(id).getFailed()).isZero();
        assertThat(admin.getCacheOfUser(id)).extracting(StoredList::getKey).isNotEmpty();
        assertThat(admin.getCacheStatus().getConfigured()).isTrue();
        assertThat(admin.getMetrics()).contains("clarify_build_info");
        assertThat(admin.getOutboxStatus().getDeletes()).isZero();
        assertThat(admin.listNodes()).isNotEmpty();
        admin.purgeCacheOfUser(id);
        admin.purgeCacheOfKind("dreams");
        admin.purgeCache();
        assertThat(admin.resetCircuit().getEnabled()).isTrue();
    }
}
