package org.zhiyuan.person.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.channel.Channels;
import org.zhiyuan.channel.SampleMessage;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.kernel.Whereabouts;
import org.zhiyuan.network.Sites;
import org.zhiyuan.person.Messaging;
import org.zhiyuan.shell.Form;

/** What was sent to telephones, the switch that stops it, and the sample's page with the codes it would have sent. */
@Controller
class MessagesController {
    private static final int REASON_LENGTH_MAX = 200;

    private final Channels channels;
    private final Messaging messaging;
    private final Rights rights;
    private final Answers answers;
    private final Sites sites;

    MessagesController(Channels channels, Messaging messaging, Rights rights, Answers answers, Sites sites) {
        this.channels = channels;
        this.messaging = messaging;
        this.rights = rights;
        this.answers = answers;
        this.sites = sites;
    }

    /** The switch is the whole city's: who administers a part of it does not turn it. */
    private boolean mayStop() {
        return rights.may(
                Acting.actor(),
                Action.SENDING_STOP,
                Whereabouts.Place.at(sites.center().value()));
    }

    @Can(Action.SENT_READ)
    @GetMapping("/office/messages")
    ModelAndView sent(@RequestParam(defaultValue = "1") int page) {
        return page(new ModelAndView("person/messages"), Math.max(1, page), Form.empty());
    }

    private ModelAndView page(ModelAndView view, int page, Form form) {
        return view.addObject("form", form)
                .addObject("messages", channels.list(page))
                .addObject("today", channels.countOfToday())
                .addObject("turn", channels.lastTurn().orElse(null))
                .addObject("mayStop", mayStop());
    }

    @Can(Action.SENDING_STOP)
    @PostMapping("/office/messages/switch")
    ModelAndView turn(@RequestParam("_form") String token, HttpServletRequest request) {
        if (!mayStop()) {
            throw new Refusal(Text.of("停发和恢复短信管的是全市，您只管其中一处"), Text.of("请找全市的系统管理员"));
        }
        Form form = Form.of(request);
        boolean stop = form.has("stopped", "true");
        String reason = form.required("reason", REASON_LENGTH_MAX, Text.of("请写明为什么停发或恢复"));
        if (form.hasWrongs()) {
            return page(Answers.again("person/messages", form), 1, form);
        }
        return answers.once(token, () -> {
            messaging.turn(Acting.actor(), stop, reason);
            return "/office/messages";
        });
    }

    /** Absent unless the city is a sample, outside production, without a provider of its own. */
    @Can(Action.PUBLIC_READ)
    @GetMapping("/dev/messages")
    String sample(Model model) {
        Supplier<List<SampleMessage>> read = channels::sampleMessages;
        model.addAttribute("messages", Acting.as(Actor.system("dev.messages"), Scope.EVERYTHING, read));
        return "person/sampleMessages";
    }
}
