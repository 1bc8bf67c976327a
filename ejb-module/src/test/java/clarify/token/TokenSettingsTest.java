package clarify.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import clarify.settings.Settings;
import clarify.settings.WrongSetting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenSettingsTest {

    private static TokenSettings with(String name, String value) {
        return TokenSettings.read(new Settings(asked -> Optional.of(value).filter(any -> asked.equals(name))));
    }

    @Test
    void without_settings_there_is_no_issuer_no_key_and_the_standard_claim() {
        TokenSettings settings = TokenSettings.read(new Settings(name -> Optional.empty()));

        assertThat(settings.issuer()).isEmpty();
        assertThat(settings.keys()).isEmpty();
        assertThat(settings.audiences()).isEmpty();
        assertThat(settings.roles()).isEqualTo(new RolesClaim(List.of("groups"), Map.of()));
        assertThat(settings.anySubject()).isFalse();
    }

    @Test
    void names_have_roles_of_ours() {
        assertThat(with("clarify.jwt.roles", "/team/a=b=admin, staff = user,staff=agent")
                        .roles()
                        .roles())
                .isEqualTo(Map.of("/team/a=b", Set.of("admin"), "staff", Set.of("user", "agent")));
    }

    @Test
    void a_name_may_have_commas() {
        assertThat(with("clarify.jwt.roles", "cn=ops\\,dc=example=admin")
                        .roles()
                        .roles())
                .isEqualTo(Map.of("cn=ops,dc=example", Set.of("admin")));
    }

    @Test
    void roles_may_be_in_several_claims() {
        assertThat(with("clarify.jwt.roles-claim", "cognito:groups, scope")
                        .roles()
                        .paths())
                .containsExactly("cognito:groups", "scope");
        assertThat(with("clarify.jwt.roles-claim", "a\\,b").roles().paths()).containsExactly("a,b");
    }

    @Test
    void no_claim_at_all_is_refused() {
        assertThatExceptionOfType(WrongSetting.class)
                .isThrownBy(() -> with("clarify.jwt.roles-claim", " , "))
                .withMessage("Setting clarify.jwt.roles-claim must be paths with commas, but is ' , '.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "=admin", "ops=root", "ops=", "ops=admin,x"})
    void other_roles_are_refused(String pairs) {
        assertThatExceptionOfType(WrongSetting.class)
                .isThrownBy(() -> with("clarify.jwt.roles", pairs))
                .withMessageStartingWith("Setting clarify.jwt.roles must be pairs");
    }

    @ParameterizedTest
    @CsvSource({
        "mp.jwt.verify.publickey, s3cret",
        "mp.jwt.verify.publickey.location, /nowhere/key.pem",
        "mp.jwt.verify.publickey.location, file:///nowhere/key.pem",
        "mp.jwt.verify.publickey.location, file:x",
        "mp.jwt.verify.publickey.location, https:// x",
        "mp.jwt.verify.publickey.location, https:///keys",
        "mp.jwt.verify.publickey.location, http://a_b/keys",
        "mp.jwt.verify.audiences, '  , '",
        "mp.jwt.verify.publickey.algorithm, HS256",
        "mp.jwt.verify.publickey.algorithm, ES256K",
        "mp.jwt.verify.publickey.algorithm, none",
        "mp.jwt.verify.clock.skew, -1",
        "mp.jwt.verify.token.age, 0",
        "clarify.jwt.subjects, email"
    })
    void a_value_that_cannot_be_used_is_named(String name, String value) {
        assertThatExceptionOfType(WrongSetting.class)
                .isThrownBy(() -> with(name, value))
                .withMessageStartingWith("Setting " + name + " ")
                .withMessageNotContaining("s3cret");
    }

    @Test
    void a_key_may_be_in_a_file_by_its_path_or_url(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(
                directory.resolve("key.json"), new Issuer("first").keys().toString());

        for (String location : new String[] {file.toString(), file.toUri().toString(), " " + file + "\n"}) {
            KeySource keys =
                    with("mp.jwt.verify.publickey.location", location).keys().orElseThrow();
            assertThat(keys.read(Duration.ZERO).getKeys()).hasSize(1);
        }
    }

    @Test
    void keys_on_another_machine_may_come_later() {
        assertThat(with("mp.jwt.verify.publickey.location", "https://127.0.0.1:1/keys")
                        .keys())
                .isPresent();
        assertThat(with("mp.jwt.verify.publickey.location", "HTTPS://127.0.0.1:1/keys")
                        .keys())
                .isPresent();
    }
}
