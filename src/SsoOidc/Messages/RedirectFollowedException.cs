namespace SsoOidc.Messages;

/// <summary>A transport followed a redirect, or would have had to. Sending again would not help.</summary>
internal sealed class RedirectFollowedException(string message) : HttpRequestException(message);
