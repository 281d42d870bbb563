using SsoOidc.LocalServer.State;

namespace SsoOidc.LocalServer.Pages;

/// <summary>The two forms of the device page, as HTML.</summary>
internal static class DeviceForms
{
    public static string Enter() => """
        <form method="get" action="/device">
        <label for="user_code">Code shown by your application</label>
        <input id="user_code" name="user_code" required autofocus autocomplete="off" autocapitalize="characters" spellcheck="false" placeholder="BCDF-GHJK">
        <button type="submit">Continue</button>
        </form>
        """;

    public static string Confirm(DeviceAuthorization authorization, string userName, string formToken)
    {
        var client = PageLayout.Encode(VisibleText.Of(authorization.Client.Name));
        var user = PageLayout.Encode(VisibleText.Of(userName));
        return $"""
            <p><strong><bdi>{client}</bdi></strong> asks to sign in as <strong><bdi>{user}</bdi></strong>.</p>
            <p>Its code is</p>
            <p class="code">{authorization.UserCode}</p>
            <p class="note">Allow this only if you started it yourself and your application shows the same code.</p>
            <form method="post" action="/device">
            <input type="hidden" name="user_code" value="{authorization.UserCode}">
            <input type="hidden" name="form_token" value="{formToken}">
            <button type="submit" name="decision" value="allow">Allow</button>
            <button type="submit" name="decision" value="deny">Deny</button>
            </form>
            """;
    }
}
