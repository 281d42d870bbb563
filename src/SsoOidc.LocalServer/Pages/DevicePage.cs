using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using SsoOidc.LocalServer.Wire;

namespace SsoOidc.LocalServer.Pages;

/// <summary>The page where a person enters a device code and allows or denies it.</summary>
internal sealed class DevicePage(string userName, CodeLookup lookup)
{
    /// <summary>GET /device: the form for a code or, with a code, the question.</summary>
    public Task ShowAsync(HttpContext context)
    {
        var userCode = context.Request.Query["user_code"].ToString();
        if (userCode.Length == 0)
        {
            return PageLayout.WriteAsync(context, StatusCodes.Status200OK, "Enter your code", DeviceForms.Enter());
        }

        return lookup.Find(userCode, out var authorization) == CodeLookup.Outcome.TooManyMisses
            ? RefuseGuessingAsync(context)
            : authorization is null
            ? RefuseCodeAsync(context)
            : PageLayout.WriteAsync(
                context, StatusCodes.Status200OK, "Allow this sign-in?", DeviceForms.Confirm(authorization, userName, authorization.Forms.Issue()));
    }

    /// <summary>POST /device: the answer. It counts once, and only with the token of a page that asked.</summary>
    public async Task DecideAsync(HttpContext context)
    {
        if (context.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
        {
            throw Fault.InvalidRequest("The form must be sent as application/x-www-form-urlencoded.");
        }

        var content = await RequestContent.ReadAsync(context).ConfigureAwait(false);
        var form = QueryHelpers.ParseQuery(System.Text.Encoding.UTF8.GetString(content.Span));
        var decision = form.GetValueOrDefault("decision").ToString();
        if (decision is not ("allow" or "deny"))
        {
            throw Fault.InvalidRequest("decision must be allow or deny.");
        }

        var answer = lookup.Find(form.GetValueOrDefault("user_code").ToString(), out var authorization) == CodeLookup.Outcome.TooManyMisses
            ? RefuseGuessingAsync(context)
            : authorization is null
            ? RefuseCodeAsync(context)
            : !authorization.Forms.TryUse(form.GetValueOrDefault("form_token").ToString())
            ? RefuseFormAsync(context)
            : !authorization.TryDecide(decision == "allow")
            ? RefuseCodeAsync(context)
            : ConfirmAsync(context, decision == "allow");
        await answer.ConfigureAwait(false);
    }

    private static Task ConfirmAsync(HttpContext context, bool allowed) => PageLayout.WriteAsync(
        context,
        StatusCodes.Status200OK,
        allowed ? "Sign-in allowed" : "Sign-in denied",
        "<p>You can close this page and go back to your application.</p>");

    private static Task RefuseCodeAsync(HttpContext context) => PageLayout.WriteAsync(
        context,
        StatusCodes.Status404NotFound,
        "This code is not valid",
        "<p class=\"note\" role=\"alert\">It may be mistyped, expired or already used.</p>\n" + DeviceForms.Enter());

    private static Task RefuseFormAsync(HttpContext context) => PageLayout.WriteAsync(
        context,
        StatusCodes.Status403Forbidden,
        "This page is out of date",
        "<p class=\"note\" role=\"alert\">Nothing was decided. Enter the code again to get a fresh page.</p>\n" + DeviceForms.Enter());

    private static Task RefuseGuessingAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "60";
        return PageLayout.WriteAsync(
            context,
            StatusCodes.Status429TooManyRequests,
            "Too many wrong codes",
            "<p class=\"note\" role=\"alert\">Wait a minute, then try again.</p>");
    }
}
