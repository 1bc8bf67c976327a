package clarify.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredLogTest {

    private final String name = "clarify.logging." + UUID.randomUUID();
    private final Logger logger = Logger.getLogger(name);
    private final StructuredLog log = StructuredLog.named(name);
    private final LoggedRecords logged = new LoggedRecords(name);

    @AfterEach
    void stop_listening() {
        logged.close();
        MDC.remove("requestId");
    }

    @Test
    void a_record_is_a_line_of_pairs_for_a_text_formatter() {
        log.info(
                "clarify.test",
                record ->
                        record.add("count", 3).add("ok", true).add("none", null).add("when", "12:30"));

        assertThat(text()).isEqualTo("operation=clarify.test count=3 ok=true none=null when=12:30");
        assertThat(logged.list()).extracting(LogRecord::getLoggerName).containsExactly(name);
        assertThat(logged.list()).extracting(LogRecord::getLevel).containsExactly(Level.INFO);
    }

    @Test
    void the_pairs_stay_pairs_for_a_json_formatter_that_reads_the_parameters() {
        log.info(
                "clarify.test",
                record -> record.add("count", 3).add("none", null).add("text", "two words"));

        assertThat(logged.list().get(0).getParameters())
                .containsExactly(Map.of("operation", "clarify.test", "count", "3", "text", "two words"));
    }

    @ParameterizedTest
    @CsvSource({
        "'two words', '\"two words\"'",
        "'', '\"\"'",
        "'a=b', '\"a=b\"'",
        "'say \"hi\"', '\"say \\\"hi\\\"\"'",
        "'C:\\dir', '\"C:\\\\dir\"'",
        "'{0}', '\"\\u007b0}\"'",
        "שלום, שלום",
    })
    void a_value_that_could_be_taken_for_more_is_quoted_in_the_text(String value, String quoted) {
        log.info("clarify.test", record -> record.add("value", value));

        assertThat(text()).isEqualTo("operation=clarify.test value=" + quoted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\u0085", "\u2028", "\u2029", "\u000b", "\u001b[2K", "\u202e", "\u0000"})
    void no_value_starts_a_line_or_reorders_it(String separator) {
        log.info("clarify.test", record -> record.add("value", "a" + separator + "operation=forged"));

        assertThat(text()).matches("operation=clarify\\.test value=\"a(\\\\u[0-9a-f]{4}(\\[2K)?)+operation=forged\"");
    }

    @Test
    void nothing_is_built_when_the_logger_is_off() {
        logger.setLevel(Level.WARNING);

        log.info("clarify.test", record -> {
            throw new AssertionError("built");
        });

        assertThat(logged.list()).isEmpty();
    }

    @Test
    void on_wildfly_the_pairs_are_the_mdc_of_the_record_and_not_of_the_thread() {
        RecordFactory records = RecordFactory.of(LogContext.create().getLogger("clarify.test"));
        MDC.put("requestId", "7");

        ExtLogRecord record = (ExtLogRecord) records.create(
                Level.INFO, new LogFields().add("count", 3).add("none", null).add("text", "{0} %s"));

        assertThat(record.getMdcCopy())
                .containsOnly(Map.entry("requestId", "7"), Map.entry("count", "3"), Map.entry("text", "{0} %s"));
        assertThat(record.getFormattedMessage()).isEqualTo("count=3 none=null text=\"\\u007b0} %s\"");
        assertThat(MDC.copy()).containsOnlyKeys("requestId");
    }

    private String text() {
        assertThat(logged.list()).hasSize(1);
        return new SimpleFormatter().formatMessage(logged.list().get(0));
    }
}
