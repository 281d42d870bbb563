using Microsoft.Extensions.Logging;

namespace SsoOidc.Diagnostics;

/// <summary>The wire trace.</summary>
internal static partial class WireEvents
{
    public const string Category = "SsoOidc.Wire";

    [LoggerMessage(400, LogLevel.Information, "{Operation}, attempt {Attempt}, sends\n{Request}")]
    public static partial void Sends(ILogger logger, string operation, int attempt, string request);

    [LoggerMessage(401, LogLevel.Information, "{Operation}, attempt {Attempt}, received\n{Answer}")]
    public static partial void Received(ILogger logger, string operation, int attempt, string answer);

    [LoggerMessage(402, LogLevel.Information, "{Operation}, attempt {Attempt}, received no whole answer: {Code}")]
    public static partial void ReceivedNothing(ILogger logger, string operation, int attempt, string code);
}
