package clarify.documented;

import org.junit.jupiter.api.Test;

class PayaraServerPageIT {
    @Test
    void its_page_leads_from_the_downloaded_server_to_the_first_context() {
        FirstContext.isReachedBy(ServerPage.PAYARA_SERVER);
    }
}
