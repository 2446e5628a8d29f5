package dev.tickbird.console.web.page;

import dev.tickbird.console.identity.Role;
import dev.tickbird.console.web.Session.Visitor;
import java.time.Instant;

/**
 * What every page has around its content.
 *
 * @param title of the page
 * @param live by which topics the content changes, separated by spaces
 * @param now what "ago" is counted from
 */
public record Shell(
        Visitor visitor, String formToken, Section section, String title, String live, Badges badges, Instant now) {
    public boolean mayOperate() {
        return visitor.may(Role.OPERATOR);
    }

    public boolean mayDecide() {
        return visitor.may(Role.APPROVER);
    }
}
