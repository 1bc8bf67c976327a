package clarify.token;

import clarify.concurrent.ServerExecutor;
import clarify.metrics.MetricsRegistry;
import clarify.settings.Settings;
import com.nimbusds.jose.jwk.JWKSet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes the application's verifier of tokens. */
@ApplicationScoped
class TokenConfiguration {

    @Produces
    @Singleton
    TokenVerifier verifier(ServerExecutor executor, Clock clock, MetricsRegistry metrics) {
        TokenSettings settings = TokenSettings.read(Settings.ofApplication());
        KeySource source = settings.keys().orElse(KeySource.of(new JWKSet()));
        IssuerKeys keys = new IssuerKeys(source, executor::executeOnNewThread, System::nanoTime);
        keys.prepare();
        return new TokenVerifier(settings, keys, clock, new TokenMetrics(metrics.registry()));
    }
}
