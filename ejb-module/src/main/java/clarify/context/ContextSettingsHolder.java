package clarify.context;

import clarify.settings.Settings;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/** Reads the settings once, when the application starts, so that wrong ones stop it. */
@Startup
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ContextSettingsHolder {

    private final ContextSettings settings;

    public ContextSettingsHolder() {
        this(ContextSettings.read(Settings.ofApplication()));
    }

    ContextSettingsHolder(ContextSettings settings) {
        this.settings = settings;
    }

    public ContextSettings get() {
        return settings;
    }
}
