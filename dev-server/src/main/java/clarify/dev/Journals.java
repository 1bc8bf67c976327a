package clarify.dev;

/** The journals of two people as they are after some weeks: Maya writes English, Noam Hebrew. */
final class Journals {

    private final Api api;
    private final People people;

    Journals(Api api, People people) {
        this.api = api;
        this.people = people;
    }

    void write() {
        writeMaya(new Journal(people.maya()));
        writeNoam(new Journal(people.noam()));
    }

    private static void writeMaya(Journal journal) {
        journal.profile("{'name':'Maya Cohen','language':'en'}");
        String novel = journal.add(
                "/dreams",
                "{'title':'Finish the novel about my grandmother','category':'creative','priority':9,"
                        + "'description':'Three hundred pages about the village, the sea and the letters she never sent.'}");
        String trail = journal.add(
                "/dreams",
                "{'title':'Run the coastal trail with my daughter','category':'health','priority':6,"
                        + "'description':'Twelve kilometres, before she is taller than me.'}");
        journal.add(
                "/dreams",
                "{'title':'Open a small ceramics studio','category':'entrepreneurial','description':'Close to the sea.'}");
        journal.add(
                "/reflections",
                "{'dreamId':'" + novel + "','dream':'To finish the novel.',"
                        + "'plan':'Five hundred words before work, every weekday.',"
                        + "'relationship':'Tender and a little guilty.','offering':'Television.','tone':'gentle'}");
        journal.add(
                "/reflections",
                "{'dreamId':'" + trail + "','dream':'To run the trail.','plan':'Three short runs a week.',"
                        + "'relationship':'Playful.','offering':'Late nights.','tone':'intense'}");
        String chapter =
                journal.add("/sessions", "{'title':'Why the third chapter will not end','dreamId':'" + novel + "'}");
        journal.converse(
                chapter,
                "I rewrote the ending of chapter three again. It is always one letter too long.",
                "Which letter would you leave out if nobody ever asked why?");
        journal.converse(
                chapter,
                "The one to her sister. It explains everything, and she never explained anything.",
                "Then perhaps the chapter ends where she stops explaining.");
        String grandmother = journal.add("/sessions", "{'title':'What my grandmother would have said'}");
        journal.converse(
                grandmother,
                "She would have said that the sea does not wait for a plan.",
                "And what would you answer her today?");
        journal.recordPatterns(
                "[{'patternType':'recurring_theme','content':'Returns to the sea when a plan becomes concrete.','strength':8},"
                        + "{'patternType':'tension','content':'Wants to be read and fears to be seen.','strength':6}]");
    }

    private static void writeNoam(Journal journal) {
        journal.profile("{'name':'נועם לוי','language':'he'}");
        String sea = journal.add(
                "/dreams",
                "{'title':'לעבור לגור קרוב לים','category':'personal_growth','priority':8,"
                        + "'description':'לפתוח סטודיו לקרמיקה.'}");
        journal.add(
                "/dreams",
                "{'title':'ללמוד לנגן בעוד','category':'creative','description':'שיעור אחד בשבוע, ולנגן לאבא ביום ההולדת.'}");
        journal.add(
                "/reflections",
                "{'dreamId':'" + sea + "','dream':'לגור קרוב לים.','plan':'לחסוך עוד שנה ולחפש מקום קטן.',"
                        + "'relationship':'געגוע.','offering':'את הנוחות של העיר.'}");
        String city = journal.add("/sessions", "{'title':'ים או עיר','dreamId':'" + sea + "'}");
        journal.converse(city, "ראיתי היום דירה קטנה ביפו. רואים משם את הים.", "מה הרגשת כשעמדת ליד החלון?");
        journal.recordPatterns("[{'patternType':'potential_dream','content':'סטודיו פתוח לשכנים.','strength':7}]");
    }

    /** One person's, with what the conversation service writes there. JSON is written with single quotes. */
    private final class Journal {

        private final Person owner;

        Journal(Person owner) {
            this.owner = owner;
        }

        void profile(String json) {
            create(owner, "PUT", "/users/me", json);
        }

        String add(String path, String json) {
            return create(owner, "POST", path, json);
        }

        void converse(String session, String said, String answered) {
            String messages = "/sessions/" + session + "/messages";
            create(owner, "POST", messages, "{'content':'" + said + "'}");
            create(people.agent(), "POST", "/users/" + owner.id() + messages, "{'content':'" + answered + "'}");
        }

        void recordPatterns(String json) {
            create(people.agent(), "POST", "/users/" + owner.id() + "/patterns", json);
        }

        private String create(Person caller, String method, String path, String json) {
            return api.create(caller.token(), method, path, json);
        }
    }
}
