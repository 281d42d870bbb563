namespace Login;

/// <summary>Shows the device flow on the console.</summary>
/// <param name="approve">Called with the user code after two polls.</param>
internal sealed class ConsoleDisplay(Action<string> approve) : IDeviceFlowDisplay
{
    private const int PollsBeforeApproval = 2;

    private string? _userCode;

    public void ShowCode(string userCode, string verificationUri, string? verificationUriComplete, TimeSpan lifetime)
    {
        _userCode = userCode;
        Console.WriteLine($"Open   {Shown.Text(verificationUriComplete ?? verificationUri)}");
        Console.WriteLine($"and compare the code there with   {Shown.Text(userCode)}   (valid for {lifetime.TotalMinutes:0} minutes).");
    }

    public void ShowPending(int polls)
    {
        Console.WriteLine($"Waiting for approval … (asked {polls} {(polls == 1 ? "time" : "times")})");
        if (polls == PollsBeforeApproval)
        {
            approve(_userCode!);
        }
    }
}

/// <summary>A server's text, as it may be shown: what could move the cursor or turn the reading direction is replaced.</summary>
internal static class Shown
{
    public static string Text(string text) => string.Concat(text.Select(static c =>
        char.IsControl(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format ? '\uFFFD' : c));
}
